import type { Diagnostic, Place } from '@fleet/diagnostics';
import type { LintFinding } from '@fleet/protocol';

export type Finding = LintFinding;
export type Severity = LintFinding['severity'];

/** The two trees; a place says which with its first step: `states/top.sls`, `pillar/top.sls`. */
export type TreeName = 'states' | 'pillar';

export function inTree<P extends Place>(tree: TreeName, place: P): P {
  return { ...place, file: `${tree}/${place.file.replace(/^salt:\/\//, '')}` };
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** By file and line, as a person goes through them; what has no place comes first. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.at?.file ?? '', b.at?.file ?? '') ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    ranks[a.severity] - ranks[b.severity] ||
    compareText(a.code, b.code) ||
    compareText(a.summary, b.summary)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A diagnostic of a compiler as a finding; excerpts are made anew, because a compiler's own may show secrets. */
export function fromDiagnostic(tree: TreeName, found: Diagnostic): Omit<Finding, 'minions'> {
  const { severity, code, summary, detail, at, via } = found;
  return {
    severity,
    code,
    summary,
    ...(detail !== undefined && { detail }),
    ...(at && { at: inTree(tree, at) }),
    ...(via && via.length > 0 && { via: via.map((place) => inTree(tree, place)) }),
  };
}

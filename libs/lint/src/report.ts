import type { Diagnostic, Place } from '@fleet/diagnostics';
import type { Redactor } from '@fleet/telemetry';
import { checkTable, type LintCode } from './check-table.js';
import { compareFindings, fromDiagnostic, inTree, type Finding, type TreeName } from './finding.js';
import type { Sources } from './text/sources.js';

export interface Said {
  readonly summary: string;
  readonly detail?: string;
  readonly tree?: TreeName;
  /** In `tree`. */
  readonly at?: Place | undefined;
  readonly minion?: string | undefined;
}

/** Everything found so far. What is found again, for another minion, joins the finding that is there. */
export class Report {
  readonly #found = new Map<string, { readonly finding: Omit<Finding, 'minions'>; readonly minions: Set<string> }>();

  /** Minions that are looked at as one now: what holds for one of them holds for all. */
  alike: readonly string[] = [];

  constructor(
    private readonly sources: Sources,
    private readonly redactor: Redactor,
  ) {}

  say(code: LintCode, { summary, detail, tree, at, minion }: Said): void {
    const { severity } = checkTable[code];
    this.#add(
      {
        severity,
        code,
        summary,
        ...(detail !== undefined && { detail }),
        ...(tree !== undefined && at && { at: inTree(tree, at) }),
      },
      minion,
    );
  }

  /** What a compiler said. */
  diagnostic(tree: TreeName, found: Diagnostic, minion?: string): void {
    this.#add(fromDiagnostic(tree, found), minion);
  }

  /** Whether this was said of a minion, wherever. */
  knows(code: LintCode, summary: string, minion: string): boolean {
    for (const { finding, minions } of this.#found.values())
      if (finding.code === code && finding.summary === summary && minions.has(minion)) return true;
    return false;
  }

  /** Sorted, with excerpts, without secrets. */
  findings(): Finding[] {
    return [...this.#found.values()]
      .map(({ finding, minions }): Finding => {
        const shown = finding.at && this.sources.excerpt(finding.at);
        return {
          ...finding,
          summary: this.redactor.redactText(finding.summary),
          ...(finding.detail !== undefined && { detail: this.redactor.redactText(finding.detail) }),
          ...(shown !== undefined && { excerpt: shown }),
          minions: [...minions].sort(),
        };
      })
      .sort(compareFindings);
  }

  #add(finding: Omit<Finding, 'minions'>, minion: string | undefined): void {
    const { severity, code, summary, detail, at } = finding;
    const key = JSON.stringify([severity, code, summary, detail, at?.file, at?.line, at?.column]);
    let known = this.#found.get(key);
    if (!known) this.#found.set(key, (known = { finding, minions: new Set() }));
    if (minion === undefined) return;
    known.minions.add(minion);
    if (this.alike.includes(minion)) for (const other of this.alike) known.minions.add(other);
  }
}

import { formatPlace } from '@fleet/diagnostics';
import type { LintCheck, LintEvent, LintFinding, LintSummary } from '@fleet/protocol';
import { plain, type Paint } from './paint.js';
import { printable } from './printable.js';

/** So many ids are spelt out. */
const mostIds = 6;

const ways = { include: 'included from', import: 'imported from', call: 'called from' } as const;

/** What lint found as text, in the given order, under the file that each finding is about. */
export function formatFindings(findings: readonly LintFinding[], paint: Paint = plain): string {
  const files = new Map<string, string[]>();
  for (const finding of findings) {
    const file = finding.at?.file ?? 'the fleet';
    const rows = files.get(file) ?? [];
    if (rows.length === 0) files.set(file, rows);
    rows.push(formatFinding(finding, paint));
  }
  return [...files].map(([file, rows]) => [paint.key(printable(file)), ...rows].join('\n')).join('\n\n');
}

function formatFinding(finding: LintFinding, paint: Paint): string {
  const { severity, code, summary, detail, at, via = [], excerpt, minions } = finding;
  // The file stands above.
  const place = at ? `${formatPlace({ ...at, file: '' }).slice(1)}: ` : '';
  const colour = { error: paint.bad, warning: paint.would, note: paint.changed }[severity];
  const rows = [`  ${place}${colour(`${severity}:`)} ${printable(summary)} ${paint.faint(`[${code}]`)}`];
  const more = (text: string): void => void rows.push(...text.split('\n').map((row) => `      ${row}`));
  if (detail !== undefined) more(printable(detail));
  // A finding about a whole file has nothing to point at.
  if (excerpt !== undefined && at && (at.column > 0 || at.line > 1)) more(printable(excerpt));
  for (const step of [...via].reverse())
    more(paint.faint(printable(`${ways[step.how ?? 'include']} ${formatPlace(step)}`)));
  if (minions.length > 0) more(paint.faint(`for ${idsText(minions)}`));
  return rows.join('\n');
}

function idsText(ids: readonly string[]): string {
  if (ids.length <= mostIds) return ids.join(', ');
  return `${ids.slice(0, mostIds - 1).join(', ')} and ${ids.length - mostIds + 1} more minions`;
}

/** `3 errors, 1 warning, 0 notes; 12 minions, 40 SLS in 1.2 s` */
export function formatLintSummary(summary: LintSummary): string {
  const { errors, warnings, notes, omitted, minions, sls, duration } = summary;
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const found = [count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')].join(', ');
  const rest = omitted > 0 ? ` (${omitted} not shown)` : '';
  return `${found}${rest}; ${count(minions, 'minion')}, ${sls} SLS in ${(duration / 1000).toFixed(1)} s`;
}

/** What lint looks for: a line and a sentence for each check. */
export function formatChecks(checks: readonly LintCheck[], paint: Paint = plain): string {
  return checks.map(({ code, severity, about }) => `${paint.key(code)} (${severity})\n    ${about}`).join('\n');
}

/** What lint is doing, on the one line of a terminal; `undefined` wipes it. */
export function formatLintProgress(event?: Extract<LintEvent, { event: 'progress' }>): string {
  return event ? `\r\u001b[K${event.doing} ${event.done}/${event.total}` : '\r\u001b[K';
}

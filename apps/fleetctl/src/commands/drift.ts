import { formatMoment, formatNested, formatSpan, printable } from '@fleet/output';
import { exitCodes, type DriftAnswer, type DriftCheckRow, type DriftKind, type DriftRow } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import { parseMoment } from '../command-line/moment.js';
import { colourOf, driftSummary, driftText } from '../drift/drift-lines.js';
import { byId } from '../output/by-id.js';
import { formatTable } from '../output/table.js';
import type { Session } from '../session.js';
import { showAsData } from './answer.js';

type Options = Readonly<Record<string, unknown>>;

export async function listDrift(session: Session, options: Options): Promise<number> {
  const { minion, sls, kind, since } = options;
  const ask = {
    ...(minion !== undefined && { minion: String(minion) }),
    ...(sls !== undefined && { sls: String(sls) }),
    ...(kind !== undefined && { kind: kind as DriftKind }),
    ...(since !== undefined && { since: parseMoment(String(since)) }),
  };
  const answer = sorted(await (await session.master()).ask('drift_list', ask));
  const code = codeOf(answer, options);
  const { terminal, settings } = session;
  if (settings.out === 'ndjson') {
    await showAsData(session, answer.drift);
    return code;
  }
  if (await showAsData(session, answer)) return code;
  const now = Date.now();
  const width = settings.out === 'table' ? undefined : terminal.screen?.width;
  if (answer.drift.length > 0) terminal.answer(driftText(answer.drift, { width, now, paint: terminal.paint }));
  if (settings.quiet) return code;
  terminal.note(driftSummary(answer, now));
  for (const { minion: id, scope, failed, more } of answer.checks) {
    if (failed !== undefined)
      terminal.note(
        terminal.notePaint.bad(`${id}: the check of ${scope} says nothing, or not all: ${oneLine(failed)}`),
      );
    if (more !== undefined) terminal.note(`${id}: ${more} more have drifted in ${scope} than are kept`);
  }
  tellUnchecked(session, answer);
  return code;
}

export async function showDrift(session: Session, minion: string, options: Options): Promise<number> {
  const answer = sorted(await (await session.master()).ask('drift_show', { minion }));
  const code = codeOf(answer, options);
  const { terminal } = session;
  const drift = answer.drift.map((row) => ({ ...row, changes: parseExact(row.changes ?? 'null') }));
  if (await showAsData(session, { ...answer, drift })) return code;
  const now = Date.now();
  const parts = answer.drift.map((row) => chunkText(row, now, session));
  if (parts.length > 0) terminal.answer(parts.join('\n'));
  if (answer.checks.length > 0)
    terminal.answer(
      formatTable(
        ['CHECKED', 'WHEN', 'JOB', 'OUTCOME'],
        answer.checks.map((row) => checkCells(row, now)),
        terminal.paint,
      ),
    );
  if (!session.settings.quiet) {
    terminal.note(driftSummary(answer, now));
    tellUnchecked(session, answer);
  }
  return code;
}

function chunkText(row: DriftRow, now: number, { terminal, settings }: Session): string {
  const { paint } = terminal;
  const since = `since ${formatMoment(row.since, now)} (${formatSpan(Math.max(0, now - row.since))})`;
  const seen = `seen ${formatMoment(row.seen, now)}`;
  const lines = [
    colourOf(row.kind, paint)(`${row.kind}: ${oneLine(row.state)} ${oneLine(row.id)}`),
    `    in ${oneLine(row.sls)}, ${since}, ${seen}`,
    ...(row.name === row.id ? [] : [`    name: ${oneLine(row.name)}`]),
    `    ${printable(row.comment.trimEnd()).replace(/\n/g, '\n    ')}`,
  ];
  const changes = parseExact(row.changes ?? 'null');
  if (settings.diff !== false) lines.push(formatNested(changes, paint, 4));
  return `${lines.join('\n')}\n`;
}

function checkCells({ scope, at, jid, failed, more }: DriftCheckRow, now: number): string[] {
  const outcome = failed ?? (more === undefined ? 'ok' : `${more} more than are kept`);
  return [scope, formatMoment(at, now), jid, outcome];
}

/** What nobody has looked at is not in order; it is not known. */
function tellUnchecked({ terminal }: Session, { minions: { unchecked, checked } }: DriftAnswer): void {
  if (unchecked === 0) return;
  // Of none, the summary has said it.
  const who = checked === 0 ? '' : `${unchecked} ${unchecked === 1 ? 'minion was' : 'minions were'} never checked: `;
  terminal.note(`${who}fleetctl drift check '*' does it now, and schedule in master.yaml does it again and again`);
}

/** For scripts, which see nothing but this: what a check could not tell, or nobody looked at, is not in order. */
function codeOf({ drift, checks, minions }: DriftAnswer, { detailedExitcode }: Options): number {
  if (detailedExitcode !== true) return exitCodes.ok;
  if (drift.length > 0) return exitCodes.changesPending;
  if (checks.some(({ failed }) => failed !== undefined)) return exitCodes.failed;
  return minions.unchecked > 0 ? exitCodes.unreachable : exitCodes.ok;
}

/** Ids as people sort them; of one minion, what drifted first before the rest. */
function sorted(answer: DriftAnswer): DriftAnswer {
  return {
    ...answer,
    drift: [...answer.drift].sort((a, b) => byId(a.minion, b.minion) || a.since - b.since || byId(a.id, b.id)),
    checks: [...answer.checks].sort((a, b) => byId(a.minion, b.minion)),
  };
}

function oneLine(text: string): string {
  return printable(text).replace(/\n/g, ' ');
}

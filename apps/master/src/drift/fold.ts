import type { DriftCheck, DriftRecord, ExpectedMinion, JobStore } from '@fleet/jobs';
import { timeOfJid, type Jid, type Return } from '@fleet/protocol';
import { readingOf, type Reading } from './reading.js';
import { scopeOf, whyNoCheck, type KeptCall, type Scope } from './scope.js';

/** What became of the drift of a minion. */
export interface Folded {
  readonly minion: string;
  readonly jid: Jid;
  /** Chunks that had drifted before, and now. */
  readonly before: number;
  readonly now: number;
  readonly corrective: number;
  readonly intentional: number;
}

/** Chunks of one check that are kept; of a machine that was never set up, all would be. */
const mostKept = 500;
/** Of a minion that checks itself, which chooses both: different checks, and characters of what one is called. */
const mostScopes = { count: 20, length: 1000 };

type Tables = Pick<JobStore, 'drift' | 'pieces'>;

/**
 * Brings what is known of a minion's drift up to date with what it returned. A check for drift finds it; whatever finds a chunk in order, or puts it
 * there, ends it. Within the transaction that keeps the return. `undefined`: it says nothing about drift.
 */
export function foldReturn(
  { drift, pieces }: Tables,
  from: ExpectedMinion,
  body: Return,
  at: number,
): Folded | undefined {
  const call = body.scheduled ? { function: body.function, ...body.scheduled } : pieces.callOf(body.jid);
  if (!call?.function.startsWith('state.')) return undefined;
  const checks = body.scheduled ? isOwnCheck(call) : 'kind' in call && call.kind === 'drift';
  // Most runs are of minions that are as they should be: their returns need not be read.
  if (!checks && !drift.has(from.key)) return undefined;
  const scope = scopeOf(call);
  if (!scope) return undefined;
  const last = checks ? drift.checksOf(from.key).find((check) => check.scope === scope.text) : undefined;
  // One that was on its way for longer than the next: the machine may have moved since.
  if (last && isOlder({ jid: body.jid, at }, last)) return undefined;
  const reading = readingOf(body);
  const before = countOf(drift.of(from.key));
  if (checks) foundBy({ drift }, from, scope, reading, { jid: body.jid, at, own: body.scheduled !== undefined });
  for (const { key, scope: found, tag } of drift.of(from.key))
    if (reading.inOrder.has(tag) && environmentOf(found) === scope.environment) drift.remove(key, found, tag);
  const left = drift.of(from.key);
  return { minion: from.minion, jid: body.jid, before: before.all, ...nowOf(left) };
}

/** A minion that checks itself by its own schedule does what a schedule of the master would. */
function isOwnCheck(call: KeptCall): boolean {
  return whyNoCheck(call) === undefined;
}

function foundBy(
  { drift }: Pick<Tables, 'drift'>,
  { key, minion }: ExpectedMinion,
  scope: Scope,
  { drifted, named, whole, failed }: Reading,
  { jid, at, own }: { readonly jid: Jid; readonly at: number; readonly own: boolean },
): void {
  const checks = drift.checksOf(key);
  const met = checks.some((check) => check.scope === scope.text);
  if (own && !met && (checks.length >= mostScopes.count || scope.text.length > mostScopes.length)) return;
  const known = new Map(
    drift
      .of(key)
      .filter((row) => row.scope === scope.text)
      .map((row) => [row.tag, row]),
  );
  const kept = drifted.slice(0, mostKept);
  for (const { tag, ...found } of kept) {
    const row = known.get(tag);
    if (!row || differs(row, found)) drift.put({ key, minion, scope: scope.text, tag, since: at, ...found });
  }
  if (whole) for (const tag of known.keys()) if (!named.has(tag)) drift.remove(key, scope.text, tag);
  const more = drifted.length - kept.length;
  drift.checked({ key, minion, scope: scope.text, jid, at, more, ...(failed !== undefined && { failed }) });
}

/** By when they began. A minion gives its own checks their jids: where its clock is ahead, one began when it came here at the latest. */
function isOlder(check: Pick<DriftCheck, 'jid' | 'at'>, last: Pick<DriftCheck, 'jid' | 'at'>): boolean {
  const [began, before] = [check, last].map(({ jid, at }) => Math.min(timeOfJid(jid), at)) as [number, number];
  return began < before || (began === before && check.jid < last.jid);
}

function differs(row: DriftRecord, found: Pick<DriftRecord, 'kind' | 'comment' | 'changes'>): boolean {
  return row.kind !== found.kind || row.comment !== found.comment || row.changes !== found.changes;
}

function environmentOf(scope: string): string {
  const at = scope.indexOf('@');
  return at < 0 ? '' : scope.slice(at + 1);
}

function nowOf(rows: readonly DriftRecord[]): Pick<Folded, 'now' | 'corrective' | 'intentional'> {
  const { all, corrective, intentional } = countOf(rows);
  return { now: all, corrective, intentional };
}

/** Several checks may have found the same chunk. */
function countOf(rows: readonly DriftRecord[]): { all: number; corrective: number; intentional: number } {
  const chunks = new Map(rows.map(({ tag, kind }) => [tag, kind]));
  const of = (wanted: DriftRecord['kind']): number => [...chunks.values()].filter((kind) => kind === wanted).length;
  return { all: chunks.size, corrective: of('corrective'), intentional: of('intentional') };
}

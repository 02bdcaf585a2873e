import type { Chunk, Requisite } from '../representations.js';
import type { RequisiteKind } from '../requisite-kinds.js';

/** What is known of a chunk that another one waits for. */
export interface Met {
  readonly result: boolean | null;
  readonly changed: boolean;
  /** Its state function was not called, because its own requisites said no. */
  readonly notRun: boolean;
}

/** What the requisites of a chunk say, once everything that they name has had its turn. */
export type Verdict =
  | { readonly say: 'run' }
  /** Run, and then `mod_watch` unless the run itself changed something. */
  | { readonly say: 'run-and-watch' }
  | { readonly say: 'failed'; readonly targets: readonly Chunk[] }
  | { readonly say: 'not-needed'; readonly comment: string };

/**
 * What targets come to. Those of one kind are counted together, then those of all kinds:
 *
 * | sign | from |
 * |---|---|
 * | `fail` | a target that failed, for every kind but onfail |
 * | `met` | a target that is well, or for onfail one that is not; and that ran |
 * | `well` | onfail: a target that is well |
 * | `change`, `changed`, `unchanged` | watch: it changed; onchanges: it did, or not |
 * | `would`, `would-not` | prereq: a look at it said so |
 */
type Sign = 'fail' | 'met' | 'well' | 'change' | 'changed' | 'unchanged' | 'would' | 'would-not';

type Find = (chunk: Chunk, kind: RequisiteKind) => Met | undefined;

export function judge(requisites: readonly Requisite[], find: Find): Verdict {
  if (requisites.length === 0) return { say: 'run' };
  const signs = new Set<Sign>();
  for (const [kind, targets] of byKind(requisites)) {
    const own = new Set(targets.map((target) => signOf(kind, find(target, kind))).filter((sign) => sign !== undefined));
    settle(kind, own);
    for (const sign of own) signs.add(sign);
  }
  if (signs.has('fail')) return { say: 'failed', targets: failures(requisites, find) };
  if (signs.has('would-not'))
    return signs.has('would') ? { say: 'run' } : { say: 'not-needed', comment: 'No changes detected' };
  const nothingFailed: Verdict = { say: 'not-needed', comment: 'State was not run because onfail req did not change' };
  if (signs.has('well') && !signs.has('changed')) return nothingFailed;
  if (signs.has('unchanged') && !signs.has('changed'))
    return { say: 'not-needed', comment: 'State was not run because none of the onchanges reqs changed' };
  if (signs.has('change')) return { say: 'run-and-watch' };
  return signs.has('well') ? nothingFailed : { say: 'run' };
}

function byKind(requisites: readonly Requisite[]): Map<RequisiteKind, Chunk[]> {
  const kinds = new Map<RequisiteKind, Chunk[]>();
  for (const { kind, targets } of requisites) {
    if (kind !== 'listen') kinds.set(kind, [...(kinds.get(kind) ?? []), ...targets]);
  }
  return kinds;
}

function signOf(kind: RequisiteKind, met: Met | undefined): Sign | undefined {
  // What was never reached is no success.
  if (!met) return 'fail';
  if (kind.startsWith('onfail')) {
    if (met.result === true) return 'well';
  } else if (met.result === false) return 'fail';
  if (kind.startsWith('onchanges')) return met.changed ? 'changed' : 'unchanged';
  if (kind.startsWith('watch') && met.changed) return 'change';
  if (kind === 'prereq') return met.result === null ? 'would' : 'would-not';
  return met.notRun ? undefined : 'met';
}

/** Where one target is enough, it outweighs the others; `onfail` of several is content with one as well. */
function settle(kind: RequisiteKind, signs: Set<Sign>): void {
  if (kind.endsWith('_any') || kind === 'onfail') {
    if (signs.has('met') || signs.has('change') || signs.has('changed')) signs.delete('fail');
    if (signs.has('changed')) signs.delete('unchanged');
    if (signs.has('met')) signs.delete('well');
  }
  if (kind.endsWith('_all') && signs.has('well')) signs.delete('met');
}

function failures(requisites: readonly Requisite[], find: Find): Chunk[] {
  const failed = requisites.flatMap(({ kind, targets }) =>
    kind === 'listen' ? [] : targets.filter((target) => (find(target, kind)?.result ?? false) === false),
  );
  return [...new Set(failed)];
}

import type { Chunk, Requisite } from '../representations.js';
import type { RequisiteKind } from '../requisite-kinds.js';
import type { ChunkResult } from './run-types.js';

/** What the requisites of a chunk say, once everything that they name has run. */
export type Verdict =
  | { readonly say: 'run' }
  /** Run, and then `mod_watch` unless the run itself changed something. */
  | { readonly say: 'run-and-watch' }
  | { readonly say: 'failed'; readonly targets: readonly Chunk[] }
  | { readonly say: 'not-needed'; readonly comment: string };

type Find = (chunk: Chunk) => ChunkResult | undefined;

/** Kinds whose `_any` and plain lists are each counted over all their references together. */
export function judge(chunk: Chunk, find: Find): Verdict {
  if (chunk.requisites.length === 0) return { say: 'run' };
  const results = collect(chunk.requisites, find);
  const failed = failures(results);
  if (failed.length > 0) return { say: 'failed', targets: failed };
  if (unneeded(results, ['onfail', 'onfail_any', 'onfail_all'], onfailHolds))
    return { say: 'not-needed', comment: 'State was not run because onfail req did not change' };
  if (unneeded(results, ['onchanges', 'onchanges_any'], (_, all) => all.some(({ result }) => changed(result)))) {
    return { say: 'not-needed', comment: 'State was not run because none of the onchanges reqs changed' };
  }
  const watched = [...(results.get('watch') ?? []), ...(results.get('watch_any') ?? [])];
  return watched.some(({ result }) => result?.result !== false && changed(result))
    ? { say: 'run-and-watch' }
    : { say: 'run' };
}

interface Met {
  readonly chunk: Chunk;
  /** Absent: it was not reached. */
  readonly result: ChunkResult | undefined;
}

function collect(requisites: readonly Requisite[], find: Find): Map<RequisiteKind, Met[]> {
  const results = new Map<RequisiteKind, Met[]>();
  for (const { kind, targets } of requisites) {
    const met = results.get(kind) ?? [];
    for (const chunk of targets) met.push({ chunk, result: find(chunk) });
    results.set(kind, met);
  }
  return results;
}

function failures(results: ReadonlyMap<RequisiteKind, readonly Met[]>): Chunk[] {
  const failed: Chunk[] = [];
  for (const [kind, all] of results) {
    if (kind.startsWith('onfail') || kind === 'prereq' || kind === 'listen') continue;
    const bad = all.filter(({ result }) => result === undefined || result.result === false);
    // One that is well is enough for `_any`; for onchanges_any it must be one that changed.
    const saved =
      kind.endsWith('_any') &&
      all.some(
        ({ result }) =>
          result !== undefined && result.result !== false && (kind !== 'onchanges_any' || changed(result)),
      );
    if (!saved) failed.push(...bad.map(({ chunk }) => chunk));
  }
  return [...new Set(failed)];
}

function unneeded(
  results: ReadonlyMap<RequisiteKind, readonly Met[]>,
  kinds: readonly RequisiteKind[],
  holds: (kind: RequisiteKind, all: readonly Met[]) => boolean,
): boolean {
  const present = kinds.filter((kind) => (results.get(kind)?.length ?? 0) > 0);
  return present.length > 0 && !present.some((kind) => holds(kind, results.get(kind) as readonly Met[]));
}

function onfailHolds(kind: RequisiteKind, all: readonly Met[]): boolean {
  const failed = ({ result }: Met): boolean => result?.result === false;
  return kind === 'onfail_all' ? all.every(failed) : all.some(failed);
}

function changed(result: ChunkResult | undefined): boolean {
  return result !== undefined && !result.skipped && result.changes.size > 0;
}

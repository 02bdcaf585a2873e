import type { Chunk } from '../representations.js';
import { requisiteKinds, type RequisiteKind } from '../requisite-kinds.js';

export interface Edge {
  /** Index of the chunk that waits. */
  readonly to: number;
  readonly kind: RequisiteKind;
}

/** Who must have run before whom. A node is the index of a chunk in definition order. */
export interface OrderingGraph {
  readonly chunks: readonly Chunk[];
  /** By node: those that wait for it. */
  readonly after: readonly (readonly Edge[])[];
  /** By node: how many it waits for. */
  readonly waiting: number[];
}

/** Kinds in the order in which their edges count for ties. `listen` does not order: listeners run at the end. */
const ordering: readonly RequisiteKind[] = [
  'require',
  'require_any',
  'watch',
  'watch_any',
  'prereq',
  'onfail',
  'onfail_any',
  'onfail_all',
  'onchanges',
  'onchanges_any',
];

export function buildGraph(chunks: readonly Chunk[]): OrderingGraph {
  const index = new Map(chunks.map((chunk, position) => [chunk, position]));
  const after: Edge[][] = chunks.map(() => []);
  const waiting = chunks.map(() => 0);
  const connect = (before: number, to: number, kind: RequisiteKind): void => {
    (after[before] as Edge[]).push({ to, kind });
    waiting[to] = (waiting[to] as number) + 1;
  };
  chunks.forEach((chunk, position) => {
    for (const { kind, target } of orderingTargets(chunk)) {
      const other = index.get(target) as number;
      // A prereq runs before what it names, which then waits for it as if it required it.
      if (kind === 'prereq') connect(position, other, 'require');
      else connect(other, position, kind);
    }
  });
  for (const [before, to] of checksBefore(chunks, index)) connect(before, to, 'prereq');
  return { chunks, after, waiting };
}

const rankOf = new Map(ordering.map((kind, position) => [kind, position]));

function orderingTargets(chunk: Chunk): { kind: RequisiteKind; target: Chunk }[] {
  const requisites = chunk.requisites.filter(({ kind }) => rankOf.has(kind));
  if (requisites.length > 1) requisites.sort((a, b) => (rankOf.get(a.kind) as number) - (rankOf.get(b.kind) as number));
  return requisites.flatMap(({ kind, targets }) => targets.map((target) => ({ kind, target })));
}

/**
 * Whether a prereq's target would change is looked at just before the prereq runs, so everything that the target needs must have
 * run by then: it comes before the prereq as well, unless it is the prereq itself or waits for it.
 */
function checksBefore(chunks: readonly Chunk[], index: ReadonlyMap<Chunk, number>): [number, number][] {
  const pairs: [number, number][] = [];
  for (const chunk of chunks) {
    const targets = chunk.requisites.filter(({ kind }) => kind === 'prereq').flatMap((requisite) => requisite.targets);
    for (const target of targets) {
      for (const needed of new Set(
        target.requisites
          .filter(({ kind }) => kind !== 'prereq' && kind !== 'listen')
          .flatMap((requisite) => requisite.targets),
      )) {
        if (!waitsFor(needed, chunk)) pairs.push([index.get(needed) as number, index.get(chunk) as number]);
      }
    }
  }
  return pairs;
}

function waitsFor(start: Chunk, goal: Chunk): boolean {
  const seen = new Set([start]);
  for (const chunk of seen) {
    if (chunk === goal) return true;
    for (const { kind, targets } of chunk.requisites)
      if (kind !== 'listen' && kind !== 'prereq') for (const target of targets) seen.add(target);
  }
  return false;
}

/**
 * The key by which those that could run next are ranked: a chunk comes as early as the earliest of those that wait for it. Only the
 * dependants of the highest kind seen so far count.
 */
export function rank(graph: OrderingGraph, node: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  let earliest = (graph.chunks[node] as Chunk).order;
  for (const { to, kind } of graph.after[node] as readonly Edge[]) {
    const { weight } = requisiteKinds[kind];
    if (weight < highest) continue;
    highest = weight;
    earliest = Math.min(earliest, (graph.chunks[to] as Chunk).order);
  }
  return earliest;
}

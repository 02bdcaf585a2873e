import { formatPlace } from '@fleet/diagnostics';
import type { Call, Locate } from '../representations.js';
import type { RequisiteKind } from '../requisite-kinds.js';
import type { Node, OrderingGraph } from './ordering-graph.js';

export interface Cycle {
  /** `a (require) → b (watch) → a`. */
  readonly text: string;
  /** Where each of them stands. */
  readonly places?: string;
  readonly at?: Locate;
}

/** More circles than anybody mends at once say nothing new. */
const enough = 20;

/**
 * One circle for each knot among the nodes that still wait. Walking backwards from such a node always finds another one that it
 * waits for, so the walk must meet itself.
 */
export function findCycles(graph: OrderingGraph, waiting: readonly number[]): Cycle[] {
  const before = new Map<number, { from: number; kind: string }[]>();
  graph.after.forEach((edges, from) => {
    if ((waiting[from] as number) === 0) return;
    for (const [to, kinds] of edges ?? []) {
      const kind = shownKind(graph, from, to, kinds[0] as RequisiteKind);
      const known = before.get(to);
      if (known) known.push({ from, kind });
      else before.set(to, [{ from, kind }]);
    }
  });
  const done = new Set<number>();
  const cycles: Cycle[] = [];
  for (const start of before.keys()) {
    if (cycles.length === enough) break;
    const position = new Map<number, number>();
    const path: { node: number; kind: string }[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !done.has(at) && !position.has(at)) {
      const next: { from: number; kind: string } | undefined = before.get(at)?.[0];
      position.set(at, path.length);
      path.push({ node: at, kind: next?.kind ?? '' });
      at = next?.from;
    }
    if (at !== undefined && !done.has(at)) cycles.push(print(graph, path.slice(position.get(at))));
    for (const node of position.keys()) done.add(node);
  }
  return cycles;
}

function print(graph: OrderingGraph, path: readonly { node: number; kind: string }[]): Cycle {
  // Told from the one that is written first.
  const least = path.reduce(
    (best, { node }, index) => (node < (path[best] as { node: number }).node ? index : best),
    0,
  );
  path = [...path.slice(least), ...path.slice(0, least)];
  const chunks = path.map(({ node }) => (graph.nodes[node] as Node).call);
  const shown = path.slice(0, 12).map(({ kind }, index) => `${label(chunks[index] as Call)} (${kind})`);
  const more = path.length > 12 ? [`… ${path.length - 12} more`] : [];
  const first = chunks[0] as Call;
  const places = chunks.slice(0, 12).flatMap((chunk) => {
    const place = chunk.at?.();
    return place ? [`${label(chunk)} stands at ${formatPlace(place)}`] : [];
  });
  return {
    text: [...shown, ...more, label(first)].join(' → '),
    ...(places.length > 1 && { places: `${places.join('; ')}.` }),
    ...(first.at && { at: first.at }),
  };
}

function label(chunk: Call): string {
  const name = chunk.name === chunk.id ? '' : ` [${chunk.name}]`;
  return `${chunk.module}: ${chunk.id}${name}`;
}

/** What a prereq names waits for it without having written so. */
function shownKind(graph: OrderingGraph, from: number, to: number, kind: RequisiteKind): string {
  if (kind !== 'require') return kind;
  const [prereq, target] = [(graph.nodes[from] as Node).call, (graph.nodes[to] as Node).call];
  const wrote = target.requisites.some((one) => one.kind === 'require' && one.targets.includes(prereq));
  return wrote ? kind : 'named by its prereq';
}

import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Chunk } from '../representations.js';
import { findCycles } from './cycles.js';
import { Heap } from './heap.js';
import { buildGraph, rank } from './ordering-graph.js';

/** Puts chunks into the order in which they run: requisites first, then definition order. Cycles are refused, each printed. */
export const order: Pass = {
  stage: 'low',
  run(draft) {
    const problems = new Problems();
    const graph = buildGraph(draft.low);
    const waiting = [...graph.waiting];
    const keys = graph.chunks.map((chunk, node) => ({
      node,
      rank: rank(graph, node),
      order: chunk.order,
      label: `${chunk.module}${chunk.name}${chunk.function}`,
    }));
    const ready = new Heap<(typeof keys)[number]>(
      (a, b) => a.rank - b.rank || a.order - b.order || compareText(a.label, b.label) || a.node - b.node,
    );
    for (const key of keys) if (waiting[key.node] === 0) ready.push(key);
    const low: Chunk[] = [];
    for (let next = ready.pop(); next; next = ready.pop()) {
      low.push(graph.chunks[next.node] as Chunk);
      for (const { to } of graph.after[next.node] ?? []) {
        waiting[to] = (waiting[to] as number) - 1;
        if (waiting[to] === 0) ready.push(keys[to] as (typeof keys)[number]);
      }
    }
    if (low.length < graph.chunks.length) {
      for (const cycle of findCycles(graph, waiting)) {
        problems.error(
          'requisite.cycle',
          `requisites go round in a circle: ${cycle.text}`,
          cycle.at,
          'Each of these waits for the next one; take one of the requisites away.',
        );
      }
    }
    return { output: { ...draft, low }, diagnostics: problems.list };
  },
};

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

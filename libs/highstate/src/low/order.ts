import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Call, Turn } from '../representations.js';
import { findCycles } from './cycles.js';
import { Heap } from './heap.js';
import { OrderingGraph } from './ordering-graph.js';
import { Ranking, type Rank } from './rank.js';

/** Puts calls into the order in which they run: requisites first, then definition order. Cycles are refused, each printed. */
export const order: Pass = {
  stage: 'low',
  run(draft) {
    const problems = new Problems();
    const graph = new OrderingGraph(draft.calls);
    const waiting = [...graph.waiting];
    const ranking = new Ranking(graph);
    const ready = new Heap<Rank>(
      (a, b) => a.earliest - b.earliest || a.order - b.order || compareText(a.label, b.label) || a.node - b.node,
    );
    waiting.forEach((count, node) => {
      if (count === 0) ready.push(ranking.rank(node));
    });
    const turns: Turn<Call>[] = [];
    for (let next = ready.pop(); next; next = ready.pop()) {
      const { call, look } = graph.nodes[next.node] as OrderingGraph['nodes'][number];
      turns.push({ of: call, look });
      for (const [other, kinds] of graph.after[next.node] ?? []) {
        const left = (waiting[other] as number) - kinds.length;
        waiting[other] = left;
        if (left === 0) ready.push(ranking.rank(other));
      }
    }
    if (turns.length < graph.nodes.length) {
      for (const cycle of findCycles(graph, waiting)) {
        problems.error(
          'requisite.cycle',
          `requisites go round in a circle: ${cycle.text}`,
          cycle.at,
          ['Each of these waits for the next one; take one of the requisites away.', cycle.places]
            .filter(Boolean)
            .join(' '),
        );
      }
    }
    return { output: { ...draft, turns }, diagnostics: problems.list };
  },
};

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Call } from '../representations.js';
import { requisiteKinds } from '../requisite-kinds.js';
import type { Node, OrderingGraph } from './ordering-graph.js';

/** By what nodes that could run next are told apart: the lowest `earliest`, then `order`, then `label`, then `node`. */
export interface Rank {
  readonly node: number;
  readonly earliest: number;
  readonly order: number;
  readonly label: string;
}

/** How far behind everything that has a number `last` and negative orders begin. */
const far = 1_000_000;

/** Gives nodes their ranks. Numbers come to what they mean when a node is ranked, so it is asked once for each, as they get free. */
export class Ranking {
  readonly #orders: Map<Call, number>;
  readonly #ranked = new Set<Call>();
  /** What has no number comes behind all that have one. */
  readonly #beyond: number;

  constructor(private readonly graph: OrderingGraph) {
    this.#beyond = beyond(graph.nodes);
    this.#orders = new Map();
  }

  rank(node: number): Rank {
    const { call } = this.graph.nodes[node] as Node;
    const order = this.#final(call);
    return {
      node,
      earliest: Math.min(order, this.#earliestWaiting(node)),
      order,
      label: `${call.module}${call.name}${call.function}`,
    };
  }

  #final(call: Call): number {
    if (!this.#ranked.has(call)) {
      this.#ranked.add(call);
      const order = this.#written(call) + call.order.name / 10_000;
      this.#orders.set(call, order < 0 ? order + this.#beyond + far : order);
      call.order.final = this.#orders.get(call) as number;
    }
    return call.order.final;
  }

  /** What is written, as long as its own turn has not come: without the share of its place among `names`, and below 0 as it stands. */
  #written(call: Call): number {
    const known = this.#orders.get(call);
    if (known !== undefined) return known;
    const { written } = call.order;
    if (written === 'first') return 0;
    return written === 'last' ? this.#beyond + far : (written ?? this.#beyond);
  }

  /** A chunk comes as early as the earliest of those that wait for it; only those of the highest kind seen so far count. */
  #earliestWaiting(node: number): number {
    let highest = Number.NEGATIVE_INFINITY;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [other, kinds] of this.graph.after[node] ?? []) {
      for (const kind of kinds) {
        const { weight } = requisiteKinds[kind];
        if (weight < highest) continue;
        highest = weight;
        earliest = Math.min(earliest, this.#written((this.graph.nodes[other] as Node).call));
      }
    }
    return earliest;
  }
}

/** Whole numbers count, each a hundred further than what it is. */
function beyond(nodes: readonly Node[]): number {
  let cap = 1;
  for (const { call, look } of nodes) {
    const { written } = call.order;
    if (!look && Number.isInteger(written) && (written as number) > Math.max(cap - 1, 0))
      cap = (written as number) + 100;
  }
  return cap;
}

import type { Call } from '../representations.js';
import type { RequisiteKind } from '../requisite-kinds.js';

/** A turn of a call: it runs, or (before a prereq that names it) is only looked at. */
export interface Node {
  readonly call: Call;
  readonly look: boolean;
}

/** Kinds in the order in which their edges are drawn. `listen` does not order: listeners run at the end. */
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

/**
 * Who must have run before whom, drawn in the order in which Salt draws it: ties between chunks are decided by it. Two nodes have one
 * edge of a kind at most.
 */
export class OrderingGraph {
  readonly nodes: Node[];
  /** By node: those that wait for it, with the kinds for which they do. */
  readonly after: (Map<number, RequisiteKind[]> | undefined)[] = [];
  /** By node: how many edges lead to it. */
  readonly waiting: number[];
  readonly #before: [number, RequisiteKind][][] = [];
  readonly #positions: ReadonlyMap<Call, number>;
  readonly #looks = new Map<number, number>();

  constructor(calls: readonly Call[]) {
    this.nodes = calls.map((call) => ({ call, look: false }));
    this.waiting = calls.map(() => 0);
    this.#positions = new Map(calls.map((call, position) => [call, position]));
    calls.forEach((call, position) => {
      if (call.requisites.length > 0) this.#draw(call, position);
    });
  }

  #draw(call: Call, position: number): void {
    for (const kind of ordering) {
      for (const requisite of call.requisites) {
        if (requisite.kind !== kind) continue;
        for (const target of requisite.targets) {
          const other = this.#positions.get(target) as number;
          if (kind === 'prereq') this.#prereq(position, other);
          else this.#wait(position, other, kind);
        }
      }
    }
  }

  /** What a call waits for, the look at it waits for as well. */
  #wait(position: number, other: number, kind: RequisiteKind): void {
    const look = this.#looks.get(position);
    if (look !== undefined) this.#connect(other, look, kind);
    this.#connect(other, position, kind);
  }

  /** A prereq runs after a look at what it names, which then runs as if it required the prereq. */
  #prereq(position: number, target: number): void {
    let look = this.#looks.get(target);
    if (look === undefined) {
      look = this.nodes.push({ call: (this.nodes[target] as Node).call, look: true }) - 1;
      this.waiting.push(0);
      this.#looks.set(target, look);
      for (const [before, kind] of this.#before[target] ?? []) if (kind !== 'prereq') this.#connect(before, look, kind);
    }
    this.#connect(look, position, 'prereq');
    this.#connect(position, target, 'require');
  }

  #connect(before: number, after: number, kind: RequisiteKind): void {
    const edges = (this.after[before] ??= new Map());
    const kinds = edges.get(after);
    if (kinds?.includes(kind)) return;
    if (kinds) kinds.push(kind);
    else edges.set(after, [kind]);
    this.waiting[after] = (this.waiting[after] as number) + 1;
    (this.#before[after] ??= []).push([before, kind]);
  }
}

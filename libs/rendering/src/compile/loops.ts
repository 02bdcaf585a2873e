import { same, truthy } from '../python/compare.js';
import { iterate, listOf } from '../python/objects.js';
import { Callable, foundOr, PythonError, tupleOf, Undefined, type Thing } from '../python/things.js';
import type { NodeNamed } from '../syntax/nodes.js';
import { assign } from './assignment.js';
import { compileExpression } from './expressions.js';
import { Scope } from './scope.js';
import { hasScopedBlock, mentions } from './mentions.js';
import { compileBody } from './statements.js';
import { Flow, type Execute, type Unit } from './unit.js';

type Turn = (scope: Scope, items: Thing, depth: number) => Flow;

/** `loop` inside a `for`. */
export class Loop extends Callable {
  override readonly typeName = 'LoopContext';
  index0 = 0;
  private lastSeen: readonly Thing[] | undefined;

  constructor(
    private readonly items: readonly Thing[],
    private readonly depth0: number,
    recurse: ((items: Thing) => string) | undefined,
  ) {
    super('loop', (positional) => {
      if (!recurse)
        throw new PythonError('type', "the loop is not recursive: 'loop(…)' works in {% for … recursive %} only");
      return recurse(foundOr(positional[0], () => new Undefined('loop() needs what to loop over')));
    });
  }

  override print(): string {
    return `<LoopContext ${this.index0 + 1}/${this.items.length}>`;
  }

  override size(): number {
    return this.items.length;
  }

  override attribute(name: string): Thing | undefined {
    const length = this.items.length;
    switch (name) {
      case 'index':
        return this.index0 + 1;
      case 'index0':
        return this.index0;
      case 'revindex':
        return length - this.index0;
      case 'revindex0':
        return length - this.index0 - 1;
      case 'first':
        return this.index0 === 0;
      case 'last':
        return this.index0 >= length - 1;
      case 'length':
        return length;
      case 'depth':
        return this.depth0 + 1;
      case 'depth0':
        return this.depth0;
      case 'previtem':
        return this.index0 > 0 ? this.items[this.index0 - 1] : new Undefined('there is no previous item');
      case 'nextitem':
        return this.index0 < length - 1 ? this.items[this.index0 + 1] : new Undefined('there is no next item');
      case 'cycle':
        return new Callable('cycle', (positional) => {
          if (positional.length === 0) throw new PythonError('type', 'no items for cycling given');
          return positional[this.index0 % positional.length] as Thing;
        });
      case 'changed':
        return new Callable('changed', (positional) => this.changed(positional));
      default:
        return undefined;
    }
  }

  private changed(values: readonly Thing[]): boolean {
    const before = this.lastSeen;
    this.lastSeen = values;
    return before === undefined || !same(tupleOf(before), tupleOf(values));
  }
}

export function compileFor(node: NodeNamed<'For'>, unit: Unit): Execute {
  const arr = compileExpression(node.arr, unit);
  const store = assign(node.target, unit);
  const condition = node.filter;
  const filter = condition ? unit.inner(() => compileExpression(condition, unit)) : undefined;
  const body = unit.inner(() => compileBody(node.body, unit));
  const otherwise = unit.inner(() => compileBody(node.else_, unit));
  const place = unit.place(node.arr);
  // Included templates and blocks see `loop` only where the body of the loop itself speaks of it.
  const knowsLoop = node.recursive || mentions(node.body, 'loop') || hasScopedBlock(node.body);
  // Python walks a list as it grows; a filtered loop, and every other thing, is taken at its start.
  const select = (scope: Scope, items: Thing): readonly Thing[] => {
    if (!filter) return Array.isArray(items) ? items : listOf(items, scope.run.budget);
    const selected: Thing[] = [];
    for (const item of iterate(items)) {
      scope.run.budget.turn();
      const inner = new Scope(scope.run, scope);
      store(inner, item);
      if (truthy(filter(inner))) selected.push(item);
    }
    return selected;
  };

  const turns: Turn = (scope, items, depth) => {
    const run = scope.run;
    run.at = place;
    const list = select(scope, items);
    const isMapping = items instanceof Map;
    const size = isMapping ? items.size : 0;
    const recurse = node.recursive
      ? (inner: Thing): string =>
          run
            .capture(() => {
              run.enter({ ...place, how: 'call' });
              void turns(scope, inner, depth + 1);
              run.leave();
            })
            .text()
      : undefined;
    const loop = knowsLoop ? new Loop(list, depth, recurse) : undefined;
    // As in Jinja, a turn that is left with `break` or `continue` does not count for `else`.
    let isThrough = false;
    for (let index = 0; index < list.length; index += 1) {
      run.at = place;
      run.budget.turn();
      if (isMapping && items.size !== size)
        throw new PythonError(
          'value',
          'dictionary changed size during iteration',
          'Loop over a copy: {% for key in d.keys() | list %}.',
        );
      const inner = new Scope(run, scope);
      if (loop) {
        loop.index0 = index;
        inner.set('loop', loop);
      }
      store(inner, list[index] as Thing);
      const flow = body(inner);
      if (flow === Flow.break) break;
      isThrough ||= flow === Flow.next;
    }
    // What leaves a loop from its `else` leaves the loop around it.
    return isThrough ? Flow.next : otherwise(new Scope(run, scope));
  };

  return (scope) => turns(scope, arr(scope), 0);
}

import { order, same } from '../python/compare.js';
import { contains } from '../python/membership.js';
import type { Thing } from '../python/things.js';
import type { NodeNamed } from '../syntax/nodes.js';
import { compileExpression } from './expressions.js';
import type { Evaluate, Unit } from './unit.js';

export const comparisons: Record<string, (a: Thing, b: Thing) => boolean> = {
  '==': same,
  '!=': (a, b) => !same(a, b),
  '<': (a, b) => order(a, b, '<') < 0,
  '<=': (a, b) => order(a, b, '<=') <= 0,
  '>': (a, b) => order(a, b, '>') > 0,
  '>=': (a, b) => order(a, b, '>=') >= 0,
  in: (a, b) => contains(b, a),
  'not in': (a, b) => !contains(b, a),
};

/** `a < b <= c`: each pair in turn, up to the first that does not hold. */
export function compileComparison(node: NodeNamed<'Compare'>, unit: Unit): Evaluate {
  const first = compileExpression(node.expr, unit);
  const place = unit.place(node);
  const steps = node.ops.map(
    ([operator, operand]) =>
      [comparisons[operator] as (a: Thing, b: Thing) => boolean, compileExpression(operand, unit)] as const,
  );
  return (scope) => {
    let left = first(scope);
    for (const [holds, operand] of steps) {
      const right = operand(scope);
      scope.run.at = place;
      if (!holds(left, right)) return false;
      left = right;
    }
    return true;
  };
}

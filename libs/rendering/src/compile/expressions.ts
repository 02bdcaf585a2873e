import { nearMatch, type Place } from '@fleet/diagnostics';
import type { Value } from '@fleet/values';
import { add, divide, floorDivide, modulo, multiply, negate, positive, power, subtract } from '../python/arithmetic.js';
import { setItem, truthy } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { attribute, item, slice } from '../python/lookup.js';
import { Markup } from '../python/markup.js';
import { markupPercent } from '../python/markup-methods.js';
import { percentFormat } from '../python/percent-format.js';
import { printed } from '../python/print.js';
import { Nothing, tupleOf, Undefined, type Thing } from '../python/things.js';
import { operandOf, type BinaryName, type Expression, type NodeNamed } from '../syntax/nodes.js';
import { compileCall, compileFilterStep, compileTest } from './calls.js';
import { compileComparison } from './comparisons.js';
import type { Evaluate, Step, Unit } from './unit.js';

/**
 * Turns an expression into a function of the scope. Errors are reported at `run.at`, set just before what can fail.
 *
 * What stands left of an operator, a dot, a bracket or a filter is computed first: such a chain is gone through from its first operand
 * on, step by step, so that it may be as long as it likes.
 */
export function compileExpression(node: Expression, unit: Unit): Evaluate {
  const links: Link[] = [];
  let first = node;
  for (let before = operandOf(first); before; before = operandOf(first)) {
    links.push(first as Link);
    first = before;
  }
  const begin = compileOperand(first, unit);
  if (links.length === 0) return begin;
  const steps = links.reverse().map((link) => compileStep(link, unit));
  const [only] = steps;
  if (steps.length === 1 && only) return (scope) => only(begin(scope), scope);
  return (scope) => {
    let value = begin(scope);
    for (const step of steps) value = step(value, scope);
    return value;
  };
}

/** Nodes that do something with one operand before all else. */
type Link = NodeNamed<
  'Attribute' | 'LookupVal' | 'FunCall' | 'Filter' | 'Test' | 'And' | 'Or' | 'Not' | 'Neg' | 'Pos' | BinaryName
>;

function compileOperand(node: Expression, unit: Unit): Evaluate {
  switch (node.typename) {
    case 'Literal':
      return literal(node.value);
    case 'Symbol':
      return name(node.value, unit.place(node));
    case 'Group':
      return collect(node.children, unit, tupleOf);
    case 'Array':
      return collect(node.children, unit, (items) => items);
    case 'Dict':
      return dict(node, unit);
    case 'InlineIf':
      return inlineIf(node, unit);
    case 'Concat':
      return concat(node, unit);
    case 'Compare':
      return compileComparison(node, unit);
    default:
      return unit.fail(node, 'template.syntax', 'Expected an expression');
  }
}

function compileStep(node: Link, unit: Unit): Step {
  switch (node.typename) {
    case 'Attribute':
      return attributeOf(node, unit);
    case 'LookupVal':
      return itemOf(node, unit);
    case 'FunCall':
      return compileCall(node, unit);
    case 'Filter':
      return compileFilterStep(node, unit);
    case 'Test':
      return compileTest(node, unit);
    case 'And':
    case 'Or':
      return logical(node, unit);
    case 'Not':
    case 'Neg':
    case 'Pos':
      return unary(node, unit);
    default:
      return binary(node, unit);
  }
}

function literal(value: Value): Evaluate {
  return () => value as Thing;
}

function name(wanted: string, place: ReturnType<Unit['place']>): Evaluate {
  return (scope) => {
    const found = scope.get(wanted);
    if (found !== undefined) return found;
    const known = scope.run.globals.get(wanted);
    if (known !== undefined) return known;
    scope.run.at = place;
    if (wanted === 'self' && scope.run.page) return scope.run.page.self(scope);
    const missing = new Undefined(`'${wanted}' is undefined`, () => {
      const near = nearMatch(wanted, [...scope.all().keys(), ...scope.run.globals.keys()]);
      return near === undefined ? undefined : `Did you mean '${near}'?`;
    });
    missing.at = place;
    return missing;
  };
}

function collect(nodes: readonly Expression[], unit: Unit, make: (items: Thing[]) => Thing[]): Evaluate {
  const parts = nodes.map((node) => compileExpression(node, unit));
  return (scope) => make(parts.map((part) => part(scope)));
}

function dict(node: NodeNamed<'Dict'>, unit: Unit): Evaluate {
  const pairs = node.children.map(
    ([key, value]) => [compileExpression(key, unit), compileExpression(value, unit)] as const,
  );
  const place = unit.place(node);
  return (scope) => {
    const made = new Map<Thing, Thing>();
    for (const [key, value] of pairs) {
      const realKey = key(scope);
      const realValue = value(scope);
      scope.run.at = place;
      setItem(made, realKey, realValue);
    }
    return made;
  };
}

function attributeOf(node: NodeNamed<'Attribute'>, unit: Unit): Step {
  const place = unit.place(node);
  return (owner, scope) => {
    scope.run.at = place;
    return placed(attribute(owner, node.name, scope.run), place);
  };
}

function itemOf(node: NodeNamed<'LookupVal'>, unit: Unit): Step {
  const place = unit.place(node);
  if (node.val.typename === 'Slice') {
    const bounds = [node.val.start, node.val.stop, node.val.step].map((bound) =>
      bound ? compileExpression(bound, unit) : literal(null),
    );
    const [start, stop, step] = bounds as [Evaluate, Evaluate, Evaluate];
    return (owner, scope) => {
      const [from, to, by] = [start(scope), stop(scope), step(scope)];
      scope.run.at = place;
      return slice(owner, from, to, by);
    };
  }
  const key = compileExpression(node.val, unit);
  const keyPlace = unit.start(node.val);
  return (owner, scope) => {
    const wanted = key(scope);
    scope.run.at = place;
    return placed(item(owner, wanted, scope.run), keyPlace);
  };
}

/** What is not there remembers where it was looked for: that is where the mistake stands, wherever it is used. */
function placed(found: Thing, place: Place): Thing {
  if (found instanceof Undefined) found.at ??= place;
  return found;
}

function inlineIf(node: NodeNamed<'InlineIf'>, unit: Unit): Evaluate {
  unit.depthOfChoice += 1;
  const cond = compileExpression(node.cond, unit);
  const body = compileExpression(node.body, unit);
  const otherwise = node.else_ ? compileExpression(node.else_, unit) : undefined;
  unit.depthOfChoice -= 1;
  const place = unit.place(node);
  return (scope) => {
    const chosen = cond(scope);
    scope.run.at = place;
    if (truthy(chosen)) return body(scope);
    return otherwise ? otherwise(scope) : new Nothing();
  };
}

function logical(node: NodeNamed<'And'> | NodeNamed<'Or'>, unit: Unit): Step {
  const right = compileExpression(node.right, unit);
  const place = unit.place(node);
  const goesOn = node.typename === 'And';
  return (first, scope) => {
    scope.run.at = place;
    return truthy(first) === goesOn ? right(scope) : first;
  };
}

const unaryOperations: Record<'Not' | 'Neg' | 'Pos', (thing: Thing) => Thing> = {
  Not: (thing) => !truthy(thing),
  Neg: negate,
  Pos: positive,
};

function unary(node: NodeNamed<'Not'> | NodeNamed<'Neg'> | NodeNamed<'Pos'>, unit: Unit): Step {
  const operation = unaryOperations[node.typename];
  const place = unit.place(node);
  return (operand, scope) => {
    scope.run.at = place;
    return operation(operand);
  };
}

function concat(node: NodeNamed<'Concat'>, unit: Unit): Evaluate {
  const parts = node.parts.map((part) => compileExpression(part, unit));
  const place = unit.place(node);
  return (scope) => {
    const things = parts.map((part) => part(scope));
    scope.run.at = place;
    let text = '';
    for (const thing of things) text += printedDefined(thing);
    scope.run.budget.joined(text.length);
    return text;
  };
}

function printedDefined(thing: Thing): string {
  if (thing instanceof Undefined) throw thing.failure();
  return printed(thing);
}

const binaryOperations: Record<BinaryName, (a: Thing, b: Thing, engine: Engine) => Thing> = {
  Add: (a, b, engine) => add(a, b, engine.budget),
  Sub: subtract,
  Mul: (a, b, engine) => multiply(a, b, engine.budget),
  Div: divide,
  FloorDiv: floorDivide,
  Mod: (a, b, engine) => {
    if (typeof a === 'string') return percentFormat(a, b, engine.budget);
    return a instanceof Markup ? markupPercent(a, b, engine.budget) : modulo(a, b);
  },
  Pow: power,
};

function binary(node: NodeNamed<BinaryName>, unit: Unit): Step {
  const right = compileExpression(node.right, unit);
  const operation = binaryOperations[node.typename];
  const place = unit.place(node);
  return (a, scope) => {
    const b = right(scope);
    scope.run.at = place;
    return operation(a, b, scope.run);
  };
}

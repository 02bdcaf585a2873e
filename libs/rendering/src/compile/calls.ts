import { nearMatch } from '@fleet/diagnostics';
import { applyFilter } from '../filters/definition.js';
import { filters, refusedFilters } from '../filters/table.js';
import { entriesOf } from '../python/dict-methods.js';
import { iterate } from '../python/objects.js';
import { bind } from '../python/signature.js';
import {
  Callable,
  noNames,
  PythonError,
  typeError,
  typeNameOf,
  Undefined,
  type Named,
  type Thing,
} from '../python/things.js';
import type { Arguments, NodeNamed } from '../syntax/nodes.js';
import { tests } from '../tests/table.js';
import { compileExpression } from './expressions.js';
import type { Scope } from './scope.js';
import type { Step, Unit } from './unit.js';

export interface Given {
  readonly positional: readonly Thing[];
  readonly named: Named;
}

export function compileArguments(args: Arguments, unit: Unit): (scope: Scope) => Given {
  const positional = args.positional.map((arg) => compileExpression(arg, unit));
  const named = args.named.map(([name, value]) => [name, compileExpression(value, unit)] as const);
  const list = args.list ? compileExpression(args.list, unit) : undefined;
  const map = args.map ? compileExpression(args.map, unit) : undefined;
  if (named.length === 0 && !list && !map)
    return (scope) => ({ positional: positional.map((arg) => arg(scope)), named: noNames });
  return (scope) => {
    const all = positional.map((arg) => arg(scope));
    if (list) all.push(...iterate(list(scope)));
    const names = new Map<string, Thing>();
    for (const [name, value] of named) names.set(name, value(scope));
    if (map) {
      for (const [key, value] of entriesOf(map(scope))) {
        if (typeof key !== 'string') typeError('keywords must be strings');
        names.set(key, value);
      }
    }
    return { positional: all, named: names };
  };
}

export function compileCall(node: NodeNamed<'FunCall'>, unit: Unit): Step {
  const args = compileArguments(node.args, unit);
  const place = unit.start(node);
  return (called, scope) => {
    const given = args(scope);
    scope.run.at = place;
    return callThing(called, given, scope);
  };
}

export function callThing(called: Thing, given: Given, scope: Scope): Thing {
  if (called instanceof Callable) {
    const caller = scope.run.callSite;
    scope.run.callSite = scope;
    const result = called.call(given.positional, given.named);
    scope.run.callSite = caller;
    return result;
  }
  if (called instanceof Undefined) throw called.failure();
  return typeError(`'${typeNameOf(called)}' object is not callable`);
}

/** A filter; what it is applied to stands before it: `x | upper`, `filter upper`, `set x | trim`. */
export function compileFilterStep(node: NodeNamed<'Filter'>, unit: Unit): Step {
  const filter = filters.get(node.name);
  const place = unit.place(node);
  if (!filter) return unknownFilter(node, unit);
  const args = compileArguments(node.args, unit);
  return (value, scope) => {
    const given = args(scope);
    scope.run.at = place;
    return applyFilter(node.name, filter, value, given.positional, given.named, scope.run);
  };
}

function unknownFilter(node: NodeNamed<'Filter'>, unit: Unit): Step {
  const refused = refusedFilters.get(node.name);
  if (refused) return unit.fail(node, 'template.refused', `the filter '${node.name}' is not supported`, refused);
  const near = nearMatch(node.name, filters.keys());
  const detail = near === undefined ? undefined : `Did you mean '${near}'?`;
  const message = `No filter named '${node.name}'.`;
  if (unit.depthOfChoice === 0) return unit.fail(node, 'template.unknown-filter', message, detail);
  const place = unit.place(node);
  return (_value, scope) => {
    scope.run.at = place;
    throw new PythonError('unknown-filter', message, detail);
  };
}

export function compileTest(node: NodeNamed<'Test'>, unit: Unit): Step {
  const args = compileArguments(node.args, unit);
  const place = unit.place(node);
  const test = tests.get(node.name);
  if (!test) {
    const near = nearMatch(node.name, tests.keys());
    const detail = near === undefined ? undefined : `Did you mean '${near}'?`;
    const message = `No test named '${node.name}'.`;
    if (unit.depthOfChoice === 0) return unit.fail(node, 'template.unknown-test', message, detail);
    return (_value, scope) => {
      scope.run.at = place;
      throw new PythonError('unknown-test', message, detail);
    };
  }
  return (value, scope) => {
    const given = args(scope);
    scope.run.at = place;
    if (value instanceof Undefined && !test.takesUndefined) throw value.failure();
    return test.run(value, bind(node.name, test.parameters, given.positional, given.named), scope.run);
  };
}

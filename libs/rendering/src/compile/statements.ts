import type { Place } from '@fleet/diagnostics';
import { truthy } from '../python/compare.js';
import { printed } from '../python/print.js';
import { isNamedTuple } from '../python/lookup.js';
import { PythonError, Undefined, type Thing } from '../python/things.js';
import type { Expression, NodeNamed, Statement, TemplateData } from '../syntax/nodes.js';
import { assign } from './assignment.js';
import { compileBlock, compileExtends } from './blocks.js';
import { callThing, compileArguments, compileFilterStep } from './calls.js';
import { compileExpression } from './expressions.js';
import { compileFromImport, compileImport, compileImportData, compileInclude, compileLoad } from './imports.js';
import { compileFor } from './loops.js';
import { compileCallBlock, compileMacro, Macro } from './macros.js';
import { Scope } from './scope.js';
import { Flow, type Evaluate, type Execute, type Unit } from './unit.js';

export function compileBody(statements: readonly Statement[], unit: Unit): Execute {
  const steps = statements.map((statement) => compileStatement(statement, unit));
  if (steps.length === 1) return steps[0] as Execute;
  return (scope) => {
    for (const step of steps) {
      const flow = step(scope);
      if (flow !== Flow.next) return flow;
    }
    return Flow.next;
  };
}

function compileStatement(node: Statement, unit: Unit): Execute {
  switch (node.typename) {
    case 'Output':
      return compileOutput(node, unit);
    case 'If':
      return compileIf(node, unit);
    case 'For':
      return compileFor(node, unit);
    case 'LoopControl':
      return () => (node.kind === 'break' ? Flow.break : Flow.continue);
    case 'Set':
      return compileSet(node, unit);
    case 'SetBlock':
      return compileSetBlock(node, unit);
    case 'FilterBlock':
      return compileFilterBlock(node, unit);
    case 'Do':
      return compileDo(node, unit);
    case 'With':
      return compileWith(node, unit);
    case 'Macro':
      return compileMacro(node, unit);
    case 'CallBlock':
      return compileCallBlock(node, unit);
    case 'Include':
      return compileInclude(node, unit);
    case 'Import':
      return compileImport(node, unit);
    case 'FromImport':
      return compileFromImport(node, unit);
    case 'ImportData':
      return compileImportData(node, unit);
    case 'Load':
      return compileLoad(node, unit);
    case 'Block':
      return compileBlock(node, unit);
    case 'Extends':
      return compileExtends(node, unit);
  }
}

function compileOutput(node: NodeNamed<'Output'>, unit: Unit): Execute {
  const steps = node.children.map((child) => compilePiece(child, unit));
  const { isOwnOutput } = unit;
  return (scope) => {
    // A template that extends another does not even compute what it would print outside of its blocks.
    if (isOwnOutput && scope.run.page?.parent) return Flow.next;
    for (const step of steps) step(scope);
    return Flow.next;
  };
}

function compilePiece(node: Expression | TemplateData, unit: Unit): (scope: Scope) => void {
  if (node.typename === 'TemplateData') {
    const writer = unit.writer(node);
    const text = node.value;
    return (scope) => scope.run.write(text, writer);
  }
  const writer = unit.writer(node);
  const place = unit.start(node);
  const print = (thing: Thing, scope: Scope): void => {
    scope.run.at = place;
    if (thing instanceof Undefined) throw thing.failure();
    if (Array.isArray(thing) || thing instanceof Map) refuseNamedTuples(thing);
    scope.run.write(printed(thing), writer);
  };
  if (node.typename !== 'FunCall') {
    const value = compileExpression(node, unit);
    return (scope) => print(value(scope), scope);
  }
  // A macro that is printed writes straight into the output, so that its lines keep their own places.
  const callee = compileExpression(node.name, unit);
  const args = compileArguments(node.args, unit);
  return (scope) => {
    const called = callee(scope);
    const given = args(scope);
    scope.run.at = place;
    if (called instanceof Macro) called.write(given);
    else print(callThing(called, given, scope), scope);
  };
}

/** Salt copies what is printed, which named tuples do not survive. */
function refuseNamedTuples(thing: Thing, depth = 0): void {
  if (depth > 20 || typeof thing !== 'object' || thing === null) return;
  if (isNamedTuple(thing))
    throw new PythonError(
      'type',
      'groups made by groupby cannot be printed',
      'Loop over them: {% for name, items in list | groupby(…) %}.',
    );
  if (Array.isArray(thing)) for (const item of thing) refuseNamedTuples(item, depth + 1);
  else if (thing instanceof Map) for (const item of thing.values()) refuseNamedTuples(item, depth + 1);
}

function compileIf(node: NodeNamed<'If'>, unit: Unit): Execute {
  const branches: { cond: Evaluate; body: Execute; place: Place }[] = [];
  for (const { cond, body } of node.branches) {
    const asked = compileExpression(cond, unit);
    // The first condition is computed in any case; what stands behind it is a matter of choice.
    if (branches.length === 0) unit.depthOfChoice += 1;
    branches.push({ cond: asked, body: compileBody(body, unit), place: unit.place(cond) });
  }
  const otherwise = compileBody(node.else_, unit);
  unit.depthOfChoice -= 1;
  return (scope) => {
    for (const { cond, body, place } of branches) {
      const chosen = cond(scope);
      scope.run.at = place;
      if (truthy(chosen)) return body(scope);
    }
    return otherwise(scope);
  };
}

function compileSet(node: NodeNamed<'Set'>, unit: Unit): Execute {
  const value = compileExpression(node.value, unit);
  const store = assign(node.target, unit);
  return (scope) => {
    store(scope, value(scope));
    return Flow.next;
  };
}

function compileSetBlock(node: NodeNamed<'SetBlock'>, unit: Unit): Execute {
  const body = unit.apart(() => compileBody(node.body, unit));
  const filters = node.filters.map((filter) => compileFilterStep(filter, unit));
  const store = assign(node.target, unit);
  return (scope) => {
    const inner = new Scope(scope.run, scope);
    let value: Thing = scope.run.capture(() => void body(inner)).text();
    for (const filter of filters) value = filter(value, scope);
    store(scope, value);
    return Flow.next;
  };
}

function compileFilterBlock(node: NodeNamed<'FilterBlock'>, unit: Unit): Execute {
  const body = unit.inner(() => compileBody(node.body, unit));
  const filters = node.filters.map((filter) => compileFilterStep(filter, unit));
  const writer = unit.writer(node);
  return (scope) => {
    const inner = new Scope(scope.run, scope);
    let value: Thing = scope.run.capture(() => void body(inner)).text();
    for (const filter of filters) value = filter(value, scope);
    scope.run.write(printed(value), writer);
    return Flow.next;
  };
}

function compileDo(node: NodeNamed<'Do'>, unit: Unit): Execute {
  const value = compileExpression(node.value, unit);
  return (scope) => {
    value(scope);
    return Flow.next;
  };
}

function compileWith(node: NodeNamed<'With'>, unit: Unit): Execute {
  const values = node.values.map((value) => compileExpression(value, unit));
  const stores = node.targets.map((target) => assign(target, unit));
  const body = unit.inner(() => compileBody(node.body, unit));
  return (scope) => {
    const inner = new Scope(scope.run, scope);
    // All values are computed outside: `with a = 1, b = a` takes the outer `a`.
    const computed = values.map((value) => value(scope));
    stores.forEach((store, index) => store(inner, computed[index] as Thing));
    return body(inner);
  };
}

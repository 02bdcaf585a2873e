import path from 'node:path/posix';
import { truthy } from '../python/compare.js';
import {
  foundOr,
  PythonError,
  TemplateObject,
  typeError,
  typeNameOf,
  Undefined,
  type Thing,
} from '../python/things.js';
import type { DataFormat, NodeNamed } from '../syntax/nodes.js';
import { assign } from './assignment.js';
import { compileExpression } from './expressions.js';
import { parseData } from './parse-data.js';
import { Scope } from './scope.js';
import { compileBody } from './statements.js';
import type { Output } from './output.js';
import { Flow, type Execute, type Unit } from './unit.js';

/** An imported template: its top-level names as attributes; as text, what it put out. */
export class Module extends TemplateObject {
  readonly typeName = 'TemplateModule';

  constructor(
    readonly name: string,
    private readonly exported: ReadonlyMap<string, Thing>,
    readonly output: Output,
  ) {
    super();
  }

  print(): string {
    return this.output.text();
  }

  override attribute(name: string): Thing | undefined {
    return name.startsWith('_') ? undefined : this.exported.get(name);
  }
}

/** The path of a template inside its tree; `./x` and `../x` are relative to the folder of the template that asks. */
export function resolveName(wanted: Thing, scope: Scope, file: string): string {
  if (wanted instanceof Undefined) throw wanted.failure();
  if (typeof wanted !== 'string') return typeError(`a template is named by a text, not by ${typeNameOf(wanted)}`);
  const folder = scope.get('tpldir');
  const base = typeof folder === 'string' ? folder : path.dirname(file);
  const full = /^\.\.?\//.test(wanted) ? path.join(base, wanted) : path.normalize(wanted);
  if (full === '..' || full.startsWith('../') || full.startsWith('/')) {
    throw new PythonError('missing-file', `${wanted} lies outside of the tree`);
  }
  return full;
}

/** Renders a template apart: with the names of `scope`, or with the globals of the render alone. */
function renderModule(wanted: Thing, scope: Scope, unit: Unit, withContext: boolean): Module {
  const { run } = scope;
  const name = resolveName(wanted, scope, unit.file);
  // What needs no context is rendered once: whoever imports it again shares its lists and mappings.
  const known = withContext ? undefined : run.modules.get(name);
  if (known) return known;
  const template = run.load(name, 'import');
  const root = new Scope(run, withContext ? scope : run.apart(name));
  const output = run.capture(() => run.renderInside(template, root, 'import'));
  const module = new Module(name, root.names, output);
  if (!withContext) run.modules.set(name, module);
  return module;
}

export function compileInclude(node: NodeNamed<'Include'>, unit: Unit): Execute {
  const wanted = compileExpression(node.template, unit);
  const place = unit.place(node);
  return (scope) => {
    const { run } = scope;
    const candidates = wanted(scope);
    run.at = place;
    const names = choicesOf(candidates).map((name) => resolveName(name, scope, unit.file));
    const found = names.find((name) => run.exists(name));
    if (found === undefined) {
      if (node.ignoreMissing) return Flow.next;
      return run.missingFile(names);
    }
    const template = run.load(found, 'include');
    run.renderInside(template, new Scope(run, node.withContext ? scope : run.apart(found)), 'include');
    return Flow.next;
  };
}

/** One template, or several of which the first that exists is meant; what is false names none, as in Jinja. */
function choicesOf(candidates: Thing): readonly Thing[] {
  if (Array.isArray(candidates)) return candidates;
  return typeof candidates === 'string' || truthy(candidates) ? [candidates] : [];
}

export function compileImport(node: NodeNamed<'Import'>, unit: Unit): Execute {
  const wanted = compileExpression(node.template, unit);
  const place = unit.place(node);
  return (scope) => {
    const name = wanted(scope);
    scope.run.at = place;
    scope.set(node.target, renderModule(name, scope, unit, node.withContext));
    return Flow.next;
  };
}

export function compileFromImport(node: NodeNamed<'FromImport'>, unit: Unit): Execute {
  const wanted = compileExpression(node.template, unit);
  const place = unit.place(node);
  return (scope) => {
    const name = wanted(scope);
    scope.run.at = place;
    const module = renderModule(name, scope, unit, node.withContext);
    for (const [exported, target] of node.names) {
      const missing = new Undefined(`the template '${module.name}' does not export the requested name '${exported}'`);
      scope.set(
        target,
        foundOr(module.attribute(exported), () => missing),
      );
    }
    return Flow.next;
  };
}

export function compileImportData(node: NodeNamed<'ImportData'>, unit: Unit): Execute {
  const wanted = compileExpression(node.template, unit);
  const place = unit.place(node);
  return (scope) => {
    const name = wanted(scope);
    scope.run.at = place;
    const module = renderModule(name, scope, unit, node.withContext);
    scope.run.at = place;
    scope.set(node.target, data(node.format, module.output, module.name, scope));
    return Flow.next;
  };
}

export function compileLoad(node: NodeNamed<'Load'>, unit: Unit): Execute {
  const body = unit.apart(() => compileBody(node.body, unit));
  const store = assign(node.target, unit);
  return (scope) => {
    const inner = new Scope(scope.run, scope);
    const output = scope.run.capture(() => void body(inner));
    store(scope, data(node.format, output, unit.file, scope));
    return Flow.next;
  };
}

function data(format: DataFormat, output: Output, name: string, scope: Scope): Thing {
  return parseData(format, output, name, scope.run);
}

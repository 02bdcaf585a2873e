import { Callable, PythonError, tupleOf, typeError, Undefined, type Thing } from '../python/things.js';
import type { Expression, NodeNamed, Signature, Statement } from '../syntax/nodes.js';
import { callThing, compileArguments, type Given } from './calls.js';
import { compileExpression } from './expressions.js';
import { mentions } from './mentions.js';
import type { Output } from './output.js';
import { printed } from '../python/print.js';
import { Scope } from './scope.js';
import { compileBody } from './statements.js';
import { Flow, type Evaluate, type Execute, type Unit } from './unit.js';

interface MacroShape {
  readonly name: string;
  readonly names: readonly string[];
  readonly defaults: readonly (Evaluate | undefined)[];
  readonly body: Execute;
  readonly takesRest: boolean;
  readonly takesNames: boolean;
  readonly takesCaller: boolean;
  readonly file: string;
  readonly isCallBlock: boolean;
}

/** A macro, or the body of a `call` block. Called, it yields text; printed, it writes in place. */
export class Macro extends Callable {
  override readonly typeName = 'Macro';

  constructor(
    private readonly shape: MacroShape,
    private readonly around: Scope,
  ) {
    super(shape.name, (positional, named) => this.captured({ positional, named }).text());
  }

  override print(): string {
    return `<Macro '${this.name}'>`;
  }

  override attribute(name: string): Thing | undefined {
    switch (name) {
      case 'name':
        return this.shape.isCallBlock ? null : this.name;
      case 'arguments':
        return tupleOf(this.shape.names);
      case 'catch_varargs':
        return this.shape.takesRest;
      case 'catch_kwargs':
        return this.shape.takesNames;
      case 'caller':
        return this.shape.takesCaller;
      default:
        return undefined;
    }
  }

  captured(given: Given): Output {
    return this.around.run.capture(() => this.write(given));
  }

  write(given: Given): void {
    const { run } = this.around;
    const scope = this.bind(given);
    run.budget.turn();
    const calledFrom = run.at;
    run.enter({ ...calledFrom, how: 'call' });
    const missing = this.shape.names.filter((name) => !scope.names.has(name));
    // A default sees the parameters before it, and of those after it only that they are not there.
    for (const name of missing) scope.set(name, new Undefined(`parameter '${name}' was not provided`));
    for (const name of missing) {
      const preset = this.shape.defaults[this.shape.names.indexOf(name)];
      if (preset) scope.set(name, preset(scope));
    }
    this.shape.body(scope);
    run.leave();
    run.at = calledFrom;
  }

  private bind({ positional, named }: Given): Scope {
    const { name, names, takesRest, takesNames, takesCaller } = this.shape;
    const scope = new Scope(this.around.run, this.around);
    if (positional.length > names.length && !takesRest)
      typeError(`macro '${name}' takes not more than ${names.length} argument(s)`);
    names.forEach((parameter, index) => {
      if (index < positional.length) {
        if (named.has(parameter)) typeError(`macro '${name}' got multiple values for argument '${parameter}'`);
        scope.set(parameter, positional[index] as Thing);
      } else if (named.has(parameter)) scope.set(parameter, named.get(parameter) as Thing);
    });
    const extra = new Map<Thing, Thing>();
    for (const [key, value] of named) if (!names.includes(key) && key !== 'caller') extra.set(key, value);
    if (named.has('caller') && !names.includes('caller') && !takesCaller) {
      typeError(
        `macro '${name}' was invoked with two values for the special caller argument or has no caller() to print`,
      );
    }
    if (extra.size > 0 && !takesNames)
      typeError(`macro '${name}' takes no keyword argument '${String([...extra.keys()][0])}'`);
    if (takesRest) scope.set('varargs', tupleOf(positional.slice(names.length)));
    if (takesNames) scope.set('kwargs', extra);
    if (takesCaller && !names.includes('caller'))
      scope.set('caller', named.get('caller') ?? new Undefined('No caller defined'));
    return scope;
  }
}

function shapeOf(
  name: string,
  signature: Signature,
  statements: readonly Statement[],
  unit: Unit,
  isCallBlock = false,
): MacroShape {
  return {
    name,
    names: signature.names,
    defaults: signature.defaults.map((preset: Expression | undefined) =>
      preset ? compileExpression(preset, unit) : undefined,
    ),
    body: unit.apart(() => compileBody(statements, unit)),
    takesRest: !signature.names.includes('varargs') && mentions(statements, 'varargs'),
    takesNames: !signature.names.includes('kwargs') && mentions(statements, 'kwargs'),
    takesCaller: mentions(statements, 'caller'),
    file: unit.file,
    isCallBlock,
  };
}

export function compileMacro(node: NodeNamed<'Macro'>, unit: Unit): Execute {
  const shape = shapeOf(node.name, node.signature, node.body, unit);
  return (scope) => {
    scope.set(node.name, new Macro(shape, scope));
    return Flow.next;
  };
}

export function compileCallBlock(node: NodeNamed<'CallBlock'>, unit: Unit): Execute {
  const callee = compileExpression(node.call.name, unit);
  const args = compileArguments(node.call.args, unit);
  const shape = shapeOf('caller', node.signature, node.body, unit, true);
  const place = unit.place(node);
  const writer = unit.writer(node);
  return (scope) => {
    const called = callee(scope);
    const given = args(scope);
    const withCaller = {
      positional: given.positional,
      named: new Map(given.named).set('caller', new Macro(shape, scope)),
    };
    scope.run.at = place;
    if (called instanceof Macro) called.write(withCaller);
    else {
      const result = callThing(called, withCaller, scope);
      if (result instanceof Undefined) throw new PythonError('undefined', result.hint);
      scope.run.write(printed(result), writer);
    }
    return Flow.next;
  };
}

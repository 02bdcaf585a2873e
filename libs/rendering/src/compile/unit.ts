import type { Place } from '@fleet/diagnostics';
import type { Thing } from '../python/things.js';
import { TemplateSyntaxError } from '../syntax/syntax-error.js';
import { operandOf, type Expression, type Statement, type TemplateData } from '../syntax/nodes.js';
import type { Scope } from './scope.js';
import type { Writer } from './output.js';

/** A compiled expression. */
export type Evaluate = (scope: Scope) => Thing;

/** What is done with a value that was computed before: a filter, an operator with all that stands right of it. */
export type Step = (value: Thing, scope: Scope) => Thing;

/** How a statement ended. */
export enum Flow {
  next = 0,
  break = 1,
  continue = 2,
}

/** A compiled statement. */
export type Execute = (scope: Scope) => Flow;

export interface Block {
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly place: Place;
  readonly body: Execute;
}

/** What the compiler knows about the template at hand. */
export class Unit {
  readonly blocks = new Map<string, Block>();
  /** Inside `if` or an inline `if`, an unknown filter is an error only where it is used, as in Jinja. */
  depthOfChoice = 0;

  /** Whether what is compiled writes into the template's own output: not inside macros, blocks and captured texts. */
  isOwnOutput = true;

  private readonly firsts = new WeakMap<object, Expression | Statement>();

  constructor(readonly file: string) {}

  /** Compiles what has a scope of its own: there an unknown filter is an error at once again. */
  inner<T>(compile: () => T): T {
    const before = this.depthOfChoice;
    this.depthOfChoice = 0;
    const compiled = compile();
    this.depthOfChoice = before;
    return compiled;
  }

  /** Compiles what does not write into the template's own output. */
  apart<T>(compile: () => T): T {
    const before = this.isOwnOutput;
    this.isOwnOutput = false;
    const compiled = this.inner(compile);
    this.isOwnOutput = before;
    return compiled;
  }

  place(at: { lineno: number; colno: number }): Place {
    return { file: this.file, line: at.lineno + 1, column: at.colno + 1 };
  }

  /** Where an expression begins; a call, a filter or an operator itself stands behind what it is about. */
  start(node: Expression): Place {
    return this.place(this.firstOf(node));
  }

  /** Text writes itself; whatever else is written, the expression or statement at `at` prints. */
  writer(at: Expression | Statement | TemplateData): Writer {
    const isText = at.typename === 'TemplateData';
    return { ...(isText ? this.place(at) : this.place(this.firstOf(at))), isText };
  }

  /** What of an expression is written first. It is kept for each link of a chain, which asks the one before it. */
  private firstOf(node: Expression | Statement): Expression | Statement {
    let first = node;
    for (;;) {
      const before = this.firsts.get(first) ?? writtenBefore(first);
      if (!before || before === first) break;
      first = before;
    }
    this.firsts.set(node, first);
    return first;
  }

  fail(at: { lineno: number; colno: number }, code: string, message: string, detail?: string): never {
    throw new TemplateSyntaxError(code, message, at.lineno + 1, at.colno + 1, detail);
  }
}

/** What of an expression is written before the place that is noted for it. */
function writtenBefore(node: Expression | Statement): Expression | undefined {
  switch (node.typename) {
    case 'Not':
    case 'Neg':
    case 'Pos':
      return undefined;
    case 'Compare':
      return node.expr;
    case 'InlineIf':
      return node.body;
    case 'Concat':
      return node.parts[0];
    default:
      return operandOf(node);
  }
}

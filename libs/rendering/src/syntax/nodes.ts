import type { Value } from '@fleet/values';
import { nodeClasses, type NodeClass, type Token } from './nunjucks.js';

/** Nunjucks' node classes, and those that Jinja needs besides. */
const Node = nodeClasses['Node'] as NodeClass;
const added: Record<string, NodeClass> = {};
for (const [name, fields] of Object.entries({
  Attribute: ['target', 'name'],
  Slice: ['start', 'stop', 'step'],
  Test: ['target', 'name', 'args'],
  Negate: ['target'],
  Do: ['value'],
  With: ['targets', 'values', 'body'],
  SetBlock: ['target', 'filters', 'body'],
  FilterBlock: ['filters', 'body'],
  CallBlock: ['call', 'signature', 'body'],
  LoopControl: ['kind'],
  Load: ['format', 'target', 'body'],
  ImportData: ['format', 'template', 'target', 'withContext'],
  NamespaceRef: ['name', 'attribute'],
})) {
  added[name] = Node.extend(name, { fields });
}

interface Positioned {
  readonly lineno: number;
  readonly colno: number;
}

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  readonly list?: Expression;
  readonly map?: Expression;
}

export type BinaryName = 'Add' | 'Sub' | 'Mul' | 'Div' | 'FloorDiv' | 'Mod' | 'Pow';

interface ExpressionFields {
  Literal: { value: Value };
  Symbol: { value: string };
  Group: { children: readonly Expression[] };
  Array: { children: readonly Expression[] };
  Dict: { children: readonly (readonly [Expression, Expression])[] };
  Attribute: { target: Expression; name: string };
  LookupVal: { target: Expression; val: Expression };
  Slice: { start?: Expression; stop?: Expression; step?: Expression };
  FunCall: { name: Expression; args: Arguments };
  Filter: { target?: Expression; name: string; args: Arguments };
  Test: { target: Expression; name: string; args: Arguments };
  InlineIf: { cond: Expression; body: Expression; else_?: Expression };
  And: { left: Expression; right: Expression };
  Or: { left: Expression; right: Expression };
  Not: { target: Expression };
  Neg: { target: Expression };
  Pos: { target: Expression };
  Concat: { parts: readonly Expression[] };
  Compare: { expr: Expression; ops: readonly (readonly [string, Expression])[] };
  NamespaceRef: { name: string; attribute: string };
}

export interface Signature {
  readonly names: readonly string[];
  /** One per name; absent where the caller must give it. */
  readonly defaults: readonly (Expression | undefined)[];
}

interface StatementFields {
  Output: { children: readonly (Expression | TemplateData)[] };
  If: { branches: readonly { cond: Expression; body: readonly Statement[] }[]; else_: readonly Statement[] };
  For: {
    target: Expression;
    arr: Expression;
    filter?: Expression;
    recursive: boolean;
    body: readonly Statement[];
    else_: readonly Statement[];
  };
  Set: { target: Expression; value: Expression };
  SetBlock: { target: Expression; filters: readonly FilterNode[]; body: readonly Statement[] };
  FilterBlock: { filters: readonly FilterNode[]; body: readonly Statement[] };
  Do: { value: Expression };
  With: { targets: readonly Expression[]; values: readonly Expression[]; body: readonly Statement[] };
  Macro: { name: string; signature: Signature; body: readonly Statement[] };
  CallBlock: { call: FunCallNode; signature: Signature; body: readonly Statement[] };
  LoopControl: { kind: 'break' | 'continue' };
  Include: { template: Expression; ignoreMissing: boolean; withContext: boolean };
  Import: { template: Expression; target: string; withContext: boolean };
  FromImport: { template: Expression; names: readonly (readonly [string, string])[]; withContext: boolean };
  ImportData: { format: DataFormat; template: Expression; target: string; withContext: boolean };
  Load: { format: DataFormat; target: Expression; body: readonly Statement[] };
  Block: { name: string; scoped: boolean; required: boolean; body: readonly Statement[] };
  Extends: { template: Expression };
}

export type DataFormat = 'yaml' | 'json' | 'text';

type NodeOf<Fields> = { [Name in keyof Fields]: { readonly typename: Name } & Positioned & Readonly<Fields[Name]> };
type BinaryNode = {
  [Name in BinaryName]: { readonly typename: Name; readonly left: Expression; readonly right: Expression } & Positioned;
};

export type Expression = NodeOf<ExpressionFields>[keyof ExpressionFields] | BinaryNode[BinaryName];
export type Statement = NodeOf<StatementFields>[keyof StatementFields];
export type FilterNode = NodeOf<ExpressionFields>['Filter'];
export type FunCallNode = NodeOf<ExpressionFields>['FunCall'];
export type NodeNamed<Name extends string> = Extract<Expression | Statement, { typename: Name }>;
export type TemplateData = { readonly typename: 'TemplateData'; readonly value: string } & Positioned;

/** A node of the class `typename` at the place of `token`. */
export function node<Name extends Expression['typename'] | Statement['typename'] | 'TemplateData'>(
  typename: Name,
  at: Positioned | Token,
  fields: Omit<Extract<Expression | Statement | TemplateData, { typename: Name }>, 'typename' | keyof Positioned>,
): Extract<Expression | Statement | TemplateData, { typename: Name }> {
  const NodeOfName = added[typename] ?? (nodeClasses[typename] as NodeClass);
  return Object.assign(new NodeOfName(at.lineno, at.colno), fields) as never;
}

/** The operand that an expression computes before all else and that is written left of it; `undefined` where it begins with itself. */
export function operandOf(node: Expression | Statement): Expression | undefined {
  switch (node.typename) {
    case 'Attribute':
    case 'LookupVal':
    case 'Filter':
    case 'Test':
    case 'Not':
    case 'Neg':
    case 'Pos':
      return node.target as Expression | undefined;
    case 'FunCall':
      return node.name;
    default:
      return 'left' in node ? node.left : undefined;
  }
}

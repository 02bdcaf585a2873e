import { node, type Arguments, type BinaryName, type Expression, type FilterNode } from './nodes.js';
import { parseFloatLiteral, parseInteger } from './literals.js';
import { tokenTypes as types, type Token } from './nunjucks.js';
import { TokenReader } from './token-reader.js';

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);
const additive: Record<string, BinaryName> = { '+': 'Add', '-': 'Sub' };
const multiplicative: Record<string, BinaryName> = { '*': 'Mul', '/': 'Div', '//': 'FloorDiv', '%': 'Mod' };
const constants = new Map<string, boolean | null>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);
/** Of choices without an `else` between, `a if b if c`: each is computed inside of the next. */
const mostChoices = 100;
const noArguments: Arguments = { positional: [], named: [] };

/** Jinja's expressions with Jinja's precedence (Nunjucks' own differs: `not`, `in`, `is`, `~`, tuples, slices, keyword arguments). */
export class ExpressionParser extends TokenReader {
  parseExpression(): Expression {
    return this.nested(() => this.parseInlineIf());
  }

  /** One expression, or several with commas between: a tuple. */
  parseTupleOrExpression(options: { inlineIf?: boolean; parenthesised?: boolean } = {}): Expression {
    const start = this.peekToken();
    const items: Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) this.expect(types.comma);
      if (this.atTupleEnd()) break;
      items.push(options.inlineIf === false ? this.nested(() => this.parseOr()) : this.parseExpression());
      if (this.peekToken().type !== types.comma) break;
      isTuple = true;
    }
    if (!isTuple) {
      if (items[0]) return items[0];
      if (!options.parenthesised) this.fail(`Expected an expression, got '${this.describe(this.peekToken())}'`);
    }
    return node('Group', start, { children: items });
  }

  private atTupleEnd(): boolean {
    return [types.variableEnd, types.blockEnd, types.rightParen].includes(this.peekToken().type as never);
  }

  private parseInlineIf(): Expression {
    let body = this.parseOr();
    for (let count = 0; ; count += 1) {
      const at = this.peekToken();
      if (!this.skipSymbol('if')) return body;
      if (count === mostChoices) this.fail('nested too deeply', at);
      const cond = this.parseOr();
      const else_ = this.skipSymbol('else') ? this.nested(() => this.parseInlineIf()) : undefined;
      body = node('InlineIf', at, else_ ? { cond, body, else_ } : { cond, body });
    }
  }

  parseOr(): Expression {
    let left = this.parseAnd();
    for (let at = this.peekToken(); this.skipSymbol('or'); at = this.peekToken())
      left = node('Or', at, { left, right: this.parseAnd() });
    return left;
  }

  private parseAnd(): Expression {
    let left = this.parseNot();
    for (let at = this.peekToken(); this.skipSymbol('and'); at = this.peekToken())
      left = node('And', at, { left, right: this.parseNot() });
    return left;
  }

  private parseNot(): Expression {
    const at = this.peekToken();
    if (this.skipSymbol('not')) return node('Not', at, { target: this.nested(() => this.parseNot()) });
    return this.parseCompare();
  }

  private parseCompare(): Expression {
    const at = this.peekToken();
    const expr = this.parseAdditive();
    const ops: [string, Expression][] = [];
    for (;;) {
      const token = this.peekToken();
      if (token.type === types.operator && comparisons.has(token.value)) {
        this.nextToken();
        ops.push([token.value, this.parseAdditive()]);
      } else if (this.skipSymbol('in')) {
        ops.push(['in', this.parseAdditive()]);
      } else if (this.isSymbol(token, 'not') && this.isSymbol(this.lookAhead(1), 'in')) {
        this.nextToken();
        this.nextToken();
        ops.push(['not in', this.parseAdditive()]);
      } else {
        return ops.length > 0 ? node('Compare', at, { expr, ops }) : expr;
      }
    }
  }

  private parseAdditive(): Expression {
    return this.leftToRight(additive, () => this.parseConcat());
  }

  private parseConcat(): Expression {
    const at = this.peekToken();
    const parts = [this.parseMultiplicative()];
    while (this.skip(types.tilde)) parts.push(this.parseMultiplicative());
    return parts.length > 1 ? node('Concat', at, { parts }) : (parts[0] as Expression);
  }

  private parseMultiplicative(): Expression {
    return this.leftToRight(multiplicative, () => this.leftToRight({ '**': 'Pow' }, () => this.parseUnary()));
  }

  private leftToRight(operators: Record<string, BinaryName>, operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const token = this.peekToken();
      const name = token.type === types.operator ? operators[token.value] : undefined;
      if (!name) return left;
      this.nextToken();
      left = node(name, token, { left, right: operand() });
    }
  }

  private parseUnary(withFilters = true): Expression {
    const token = this.peekToken();
    let expression: Expression;
    if (this.skipOperator('-')) expression = node('Neg', token, { target: this.nested(() => this.parseUnary(false)) });
    else if (this.skipOperator('+'))
      expression = node('Pos', token, { target: this.nested(() => this.parseUnary(false)) });
    else expression = this.parsePrimary();
    expression = this.parsePostfix(expression);
    return withFilters ? this.parseFiltersAndTests(expression) : expression;
  }

  parsePrimary(): Expression {
    const token = this.nextToken();
    switch (token.type) {
      case types.symbol: {
        const constant = constants.get(token.value);
        return constant === undefined
          ? node('Symbol', token, { value: token.value })
          : node('Literal', token, { value: constant });
      }
      case types.string: {
        let value = token.value;
        while (this.peekToken().type === types.string) value += this.nextToken().value;
        return node('Literal', token, { value });
      }
      case types.int:
        return node('Literal', token, { value: parseInteger(token.value) });
      case types.float:
        return node('Literal', token, { value: parseFloatLiteral(token.value) });
      case types.leftParen: {
        const inside = this.parseTupleOrExpression({ parenthesised: true });
        this.expect(types.rightParen);
        return inside;
      }
      case types.leftBracket:
        return node('Array', token, { children: this.items(types.rightBracket, () => this.parseExpression()) });
      case types.leftCurly:
        return node('Dict', token, {
          children: this.items(types.rightCurly, () => {
            const key = this.parseExpression();
            this.expect(types.colon);
            return [key, this.parseExpression()] as const;
          }),
        });
      default:
        return this.fail(`Expected an expression, got '${this.describe(token)}'`, token);
    }
  }

  /** What stands between brackets, commas between, a last comma allowed; takes the closing bracket. */
  private items<T>(close: string, item: () => T): T[] {
    const found: T[] = [];
    while (this.peekToken().type !== close) {
      if (found.length > 0) {
        this.expect(types.comma);
        if (this.peekToken().type === close) break;
      }
      found.push(item());
    }
    this.nextToken();
    return found;
  }

  parsePostfix(from: Expression): Expression {
    let expression = from;
    for (;;) {
      const token = this.peekToken();
      if (token.type === types.operator && token.value === '.') expression = this.parseDot(expression);
      else if (token.type === types.leftBracket) expression = this.parseSubscript(expression);
      else if (token.type === types.leftParen)
        expression = node('FunCall', token, { name: expression, args: this.parseArguments() });
      else return expression;
    }
  }

  private parseDot(target: Expression): Expression {
    this.nextToken();
    const name = this.nextToken();
    if (name.type === types.symbol) return node('Attribute', name, { target, name: name.value });
    if (name.type !== types.int) this.fail('expected name or number', name);
    return node('LookupVal', name, { target, val: node('Literal', name, { value: parseInteger(name.value) }) });
  }

  private parseSubscript(target: Expression): Expression {
    const token = this.nextToken();
    const keys = this.items(types.rightBracket, () => this.parseSubscriptKey());
    const val = keys.length === 1 ? (keys[0] as Expression) : node('Group', token, { children: keys });
    if (keys.length === 0) this.fail("Expected an expression, got ']'", token);
    return node('LookupVal', token, { target, val });
  }

  private parseSubscriptKey(): Expression {
    const at = this.peekToken();
    const ends = (): boolean => [types.colon, types.rightBracket, types.comma].includes(this.peekToken().type as never);
    const start = ends() ? undefined : this.parseExpression();
    if (start && this.peekToken().type !== types.colon) return start;
    this.expect(types.colon);
    const stop = ends() ? undefined : this.parseExpression();
    const step = this.skip(types.colon) && !ends() ? this.parseExpression() : undefined;
    return node('Slice', at, { ...(start && { start }), ...(stop && { stop }), ...(step && { step }) });
  }

  parseArguments(): Arguments {
    const open = this.expect(types.leftParen);
    const positional: Expression[] = [];
    const named: [string, Expression][] = [];
    let list: Expression | undefined;
    let map: Expression | undefined;
    this.items(types.rightParen, () => {
      const token = this.peekToken();
      if (this.skipOperator('**')) {
        if (map) this.fail('invalid syntax for function call expression', open);
        map = this.parseExpression();
      } else if (this.skipOperator('*')) {
        if (list || map) this.fail('invalid syntax for function call expression', open);
        list = this.parseExpression();
      } else if (token.type === types.symbol && this.isOperator(this.lookAhead(1), '=')) {
        if (map) this.fail('invalid syntax for function call expression', open);
        if (named.some(([name]) => name === token.value)) this.fail(`keyword argument repeated: ${token.value}`, token);
        this.nextToken();
        this.nextToken();
        named.push([token.value, this.parseExpression()]);
      } else {
        if (list || map || named.length > 0) this.fail('a positional argument follows a keyword argument', token);
        positional.push(this.parseExpression());
      }
    });
    return { positional, named, ...(list && { list }), ...(map && { map }) };
  }

  private parseFiltersAndTests(from: Expression): Expression {
    let expression = from;
    for (;;) {
      const token = this.peekToken();
      if (token.type === types.pipe) {
        this.nextToken();
        expression = this.parseFilter(expression);
      } else if (this.isSymbol(token, 'is')) expression = this.parseTest(expression);
      else if (token.type === types.leftParen)
        expression = node('FunCall', token, { name: expression, args: this.parseArguments() });
      else return expression;
    }
  }

  parseFilter(target: Expression | undefined): FilterNode {
    const at = this.peekToken();
    const name = this.dottedName();
    const args = this.peekToken().type === types.leftParen ? this.parseArguments() : noArguments;
    return node('Filter', at, target ? { target, name, args } : { name, args });
  }

  private parseTest(target: Expression): Expression {
    this.nextToken();
    const negated = this.skipSymbol('not');
    const at = this.peekToken();
    const name = this.dottedName();
    const test = node('Test', at, { target, name, args: this.parseTestArguments() });
    return negated ? node('Not', at, { target: test }) : test;
  }

  /** `is divisibleby(3)`, or one argument without brackets: `is divisibleby 3`. */
  private parseTestArguments(): Arguments {
    const token = this.peekToken();
    if (token.type === types.leftParen) return this.parseArguments();
    if (this.isSymbol(token, 'is')) this.fail('You cannot chain multiple tests with is', token);
    if (!this.startsOperand(token)) return noArguments;
    return { positional: [this.parsePostfix(this.parsePrimary())], named: [] };
  }

  private startsOperand(token: Token): boolean {
    if (token.type === types.symbol) return !['else', 'or', 'and'].includes(token.value);
    return [types.string, types.int, types.float, types.leftBracket, types.leftCurly].includes(token.type as never);
  }

  private dottedName(): string {
    let name = this.expect(types.symbol).value;
    while (this.skipOperator('.')) name += `.${this.expect(types.symbol).value}`;
    return name;
  }
}

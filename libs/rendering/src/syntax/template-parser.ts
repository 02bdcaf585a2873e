import { ExpressionParser } from './expression-parser.js';
import {
  node,
  type DataFormat,
  type Expression,
  type FilterNode,
  type Signature,
  type Statement,
  type TemplateData,
} from './nodes.js';
import { tokenTypes as types, type Token } from './nunjucks.js';
import { tags } from './tags.js';

/** Statements of a template. A tag's method is found through the table in `tags.ts`, which also says what is refused and why. */
export class TemplateParser extends ExpressionParser {
  private readonly openTags: Token[] = [];
  private readonly awaited: (readonly string[])[] = [];
  private loops = 0;

  parseTemplate(): Statement[] {
    const body = this.statementsUntil([]);
    return body;
  }

  /** Statements up to one of the tags `ends` (whose name is the next token), or to the end of the template where `ends` is empty. */
  private statementsUntil(ends: readonly string[]): Statement[] {
    const body: Statement[] = [];
    let output: (Expression | TemplateData)[] = [];
    const flush = (): void => {
      if (output[0]) body.push(node('Output', output[0], { children: output }));
      output = [];
    };
    this.awaited.push(ends);
    for (;;) {
      const token = this.nextToken();
      if (token.type === types.data) {
        output.push(node('TemplateData', token, { value: token.value }));
      } else if (token.type === types.variableStart) {
        output.push(this.parseTupleOrExpression());
        this.expect(types.variableEnd);
      } else if (token.type === types.blockStart) {
        flush();
        const tag = this.peekToken();
        if (tag.type === types.symbol && ends.includes(tag.value)) break;
        body.push(...this.nested(() => this.parseStatement()));
        this.expect(types.blockEnd);
      } else {
        if (ends.length > 0) this.failAtEnd(token, ends);
        break;
      }
    }
    flush();
    this.awaited.pop();
    return body;
  }

  /** The body of a block tag and its end tag: `{% for … %}` *here* `{% endfor %}`. */
  private body(...ends: string[]): Statement[] {
    this.skip(types.colon);
    this.expect(types.blockEnd);
    return this.statementsUntil(ends);
  }

  private bodyToEnd(end: string): Statement[] {
    const statements = this.body(end);
    this.nextToken();
    return statements;
  }

  private parseStatement(): Statement[] {
    const tag = this.peekToken();
    if (tag.type !== types.symbol) this.fail('tag name expected', tag);
    const known = tags.get(tag.value);
    if (!known) this.failUnknown(tag);
    if (known.refused) this.fail(`the tag '${tag.value}' is not supported`, tag, 'template.refused', known.refused);
    this.openTags.push(tag);
    this.nextToken();
    const parsed = this.dispatch(tag);
    this.openTags.pop();
    return Array.isArray(parsed) ? parsed : [parsed];
  }

  private dispatch(tag: Token): Statement | Statement[] {
    switch (tag.value) {
      case 'if':
        return this.parseIf(tag);
      case 'for':
        return this.parseFor(tag);
      case 'break':
      case 'continue':
        if (this.loops === 0) this.fail(`'${tag.value}' outside of a loop`, tag);
        return node('LoopControl', tag, { kind: tag.value });
      case 'set':
        return this.parseSet(tag);
      case 'do':
        return node('Do', tag, { value: this.parseTupleOrExpression() });
      case 'with':
        return this.parseWith(tag);
      case 'macro':
        return this.outsideLoop(() => this.parseMacro(tag));
      case 'call':
        return this.outsideLoop(() => this.parseCall(tag));
      case 'filter':
        return node('FilterBlock', tag, { filters: this.parseFilterChain(true), body: this.bodyToEnd('endfilter') });
      case 'include':
        return this.parseInclude(tag);
      case 'import':
        return this.parseImport(tag);
      case 'from':
        return this.parseFrom(tag);
      case 'import_yaml':
      case 'import_json':
      case 'import_text':
        return this.parseImportData(tag, tag.value.slice('import_'.length) as DataFormat);
      case 'load_yaml':
      case 'load_json':
      case 'load_text':
        return this.parseLoad(tag, tag.value.slice('load_'.length) as DataFormat);
      case 'block':
        return this.outsideLoop(() => this.parseBlock(tag));
      case 'extends':
        return node('Extends', tag, { template: this.parseExpression() });
      case 'profile':
        return this.parseProfile();
      case 'autoescape':
        return this.parseAutoescape(tag);
      default:
        return this.failUnknown(tag);
    }
  }

  /** A macro inside a loop is no part of the loop: `break` does not reach out of it. */
  private outsideLoop<T>(parse: () => T): T {
    const loops = this.loops;
    this.loops = 0;
    const result = parse();
    this.loops = loops;
    return result;
  }

  private parseIf(tag: Token): Statement {
    const branches: { cond: Expression; body: Statement[] }[] = [];
    let next: Token;
    do {
      const cond = this.parseTupleOrExpression({ inlineIf: false });
      branches.push({ cond, body: this.body('elif', 'else', 'endif') });
      next = this.nextToken();
    } while (next.value === 'elif');
    return node('If', tag, { branches, else_: next.value === 'else' ? this.bodyToEnd('endif') : [] });
  }

  private parseFor(tag: Token): Statement {
    const target = this.parseTarget();
    if (namesIn(target).includes('loop')) this.fail("can't assign to the special loop variable", tag);
    this.expectSymbol('in');
    const arr = this.parseTupleOrExpression({ inlineIf: false });
    const filter = this.skipSymbol('if') ? this.parseExpression() : undefined;
    const recursive = this.skipSymbol('recursive');
    this.loops += 1;
    const body = this.body('endfor', 'else');
    this.loops -= 1;
    const else_ = this.nextToken().value === 'else' ? this.bodyToEnd('endfor') : [];
    return node('For', tag, { target, arr, recursive, body, else_, ...(filter && { filter }) });
  }

  private parseSet(tag: Token): Statement {
    const target = this.parseTarget();
    if (this.skipOperator('=')) return node('Set', tag, { target, value: this.parseTupleOrExpression() });
    const filters = this.parseFilterChain(false);
    return node('SetBlock', tag, { target, filters, body: this.bodyToEnd('endset') });
  }

  private parseFilterChain(first: boolean): FilterNode[] {
    const filters: FilterNode[] = [];
    while (first ? filters.length === 0 || this.skip(types.pipe) : this.skip(types.pipe))
      filters.push(this.parseFilter(undefined));
    return filters;
  }

  /** What may stand left of `=` or `in`: a name, `namespace.name`, or several of them. */
  private parseTarget(): Expression {
    const start = this.peekToken();
    const targets: Expression[] = [];
    let isTuple = false;
    for (;;) {
      const token = this.peekToken();
      // As Jinja, which takes an `in` behind a comma for a name: one name of a tuple stands in brackets, `(x,)`.
      if (targets.length > 0 && [types.blockEnd, types.variableEnd, types.rightParen].includes(token.type as never))
        break;
      targets.push(this.parseTargetItem());
      if (!this.skip(types.comma)) break;
      isTuple = true;
    }
    return isTuple ? node('Group', start, { children: targets }) : (targets[0] as Expression);
  }

  private parseTargetItem(): Expression {
    const token = this.nextToken();
    if (token.type === types.leftParen) {
      const inside = this.parseTarget();
      this.expect(types.rightParen);
      return inside;
    }
    if (token.type !== types.symbol) this.fail(`Expected an expression, got '${this.describe(token)}'`, token);
    if (/^([tT]rue|[fF]alse|[nN]one)$/.test(token.value)) this.fail(`can't assign to '${token.value}'`, token);
    if (!this.isOperator(this.peekToken(), '.')) return node('Symbol', token, { value: token.value });
    this.nextToken();
    return node('NamespaceRef', token, { name: token.value, attribute: this.expect(types.symbol).value });
  }

  private parseWith(tag: Token): Statement {
    const targets: Expression[] = [];
    const values: Expression[] = [];
    while (this.peekToken().type !== types.blockEnd) {
      if (targets.length > 0) this.expect(types.comma);
      targets.push(this.parseTargetItem());
      if (!this.skipOperator('=')) this.fail(`expected '=', got '${this.describe(this.peekToken())}'`);
      values.push(this.parseExpression());
    }
    return node('With', tag, { targets, values, body: this.bodyToEnd('endwith') });
  }

  private parseMacro(tag: Token): Statement {
    const name = this.expect(types.symbol).value;
    return node('Macro', tag, { name, signature: this.parseSignatureOf(), body: this.bodyToEnd('endmacro') });
  }

  private parseCall(tag: Token): Statement {
    const signature = this.peekToken().type === types.leftParen ? this.parseSignatureOf() : { names: [], defaults: [] };
    const call = this.parseExpression();
    if (call.typename !== 'FunCall') return this.fail('expected call', tag);
    return node('CallBlock', tag, { call, signature, body: this.bodyToEnd('endcall') });
  }

  private parseSignatureOf(): Signature {
    const names: string[] = [];
    const defaults: (Expression | undefined)[] = [];
    this.expect(types.leftParen);
    while (this.peekToken().type !== types.rightParen) {
      if (names.length > 0) this.expect(types.comma);
      const name = this.expect(types.symbol);
      const hasDefault = this.skipOperator('=');
      if (names.includes(name.value)) this.fail(`duplicate argument '${name.value}'`, name);
      if (name.value === 'caller' && !hasDefault)
        this.fail('the argument caller needs a default: it is given by call blocks alone', name);
      if (!hasDefault && defaults.at(-1)) this.fail('non-default argument follows default argument', name);
      names.push(name.value);
      defaults.push(hasDefault ? this.parseExpression() : undefined);
    }
    this.nextToken();
    return { names, defaults };
  }

  private parseInclude(tag: Token): Statement {
    const template = this.parseExpression();
    const ignoreMissing = this.isSymbol(this.peekToken(), 'ignore') && this.isSymbol(this.lookAhead(1), 'missing');
    if (ignoreMissing) {
      this.nextToken();
      this.nextToken();
    }
    return node('Include', tag, { template, ignoreMissing, withContext: this.parseContextClause() ?? true });
  }

  private parseContextClause(): boolean | undefined {
    const token = this.peekToken();
    const given = this.isSymbol(token, 'with') || this.isSymbol(token, 'without');
    if (!given || !this.isSymbol(this.lookAhead(1), 'context')) return undefined;
    this.nextToken();
    this.nextToken();
    return token.value === 'with';
  }

  private parseImport(tag: Token): Statement {
    const template = this.parseExpression();
    this.expectSymbol('as');
    const target = this.expect(types.symbol).value;
    return node('Import', tag, { template, target, withContext: this.parseContextClause() ?? false });
  }

  private parseImportData(tag: Token, format: DataFormat): Statement {
    const template = this.parseExpression();
    this.expectSymbol('as');
    const target = this.expect(types.symbol).value;
    return node('ImportData', tag, { format, template, target, withContext: this.parseContextClause() ?? false });
  }

  private parseFrom(tag: Token): Statement {
    const template = this.parseExpression();
    this.expectSymbol('import');
    const names: [string, string][] = [];
    let withContext: boolean | undefined;
    do {
      withContext = this.parseContextClause();
      if (withContext !== undefined) break;
      const name = this.expect(types.symbol);
      if (name.value.startsWith('_')) this.fail('names starting with an underline can not be imported', name);
      names.push([name.value, this.skipSymbol('as') ? this.expect(types.symbol).value : name.value]);
      withContext = this.parseContextClause();
    } while (withContext === undefined && this.skip(types.comma));
    return node('FromImport', tag, { template, names, withContext: withContext ?? false });
  }

  private parseLoad(tag: Token, format: DataFormat): Statement {
    this.expectSymbol('as');
    const target = this.parseTarget();
    return node('Load', tag, { format, target, body: this.bodyToEnd('endload') });
  }

  private parseBlock(tag: Token): Statement {
    const name = this.expect(types.symbol).value;
    const scoped = this.skipSymbol('scoped');
    const required = this.skipSymbol('required');
    const body = this.bodyToEnd('endblock');
    this.skipSymbol(name);
    return node('Block', tag, { name, scoped, required, body });
  }

  /** Salt logs how long such a block took; here it is only a block. */
  private parseProfile(): Statement[] {
    if (this.skipSymbol('as')) this.parseExpression();
    return this.bodyToEnd('endprofile');
  }

  private parseAutoescape(tag: Token): Statement[] {
    const value = this.parseExpression();
    if (value.typename !== 'Literal' || value.value !== false) {
      this.fail(
        'autoescape is not supported',
        tag,
        'template.refused',
        'Texts here are not HTML; escape single values with the filter e.',
      );
    }
    return this.bodyToEnd('endautoescape');
  }

  private failUnknown(tag: Token): never {
    const awaited = this.awaited.at(-1) ?? [];
    const looking = awaited.length > 0 ? ` Looking for ${awaited.map((name) => `'${name}'`).join(' or ')}.` : '';
    this.fail(`Encountered unknown tag '${tag.value}'.${looking}${this.innermost()}`, tag, 'template.unknown-tag');
  }

  private failAtEnd(token: Token, ends: readonly string[]): never {
    this.fail(
      `Unexpected end of template. Looking for ${ends.map((name) => `'${name}'`).join(' or ')}.${this.innermost()}`,
      token,
    );
  }

  private innermost(): string {
    const open = this.openTags.at(-1);
    return open ? ` The innermost block that needs to be closed is '${open.value}', from line ${open.lineno + 1}.` : '';
  }
}

function namesIn(target: Expression): string[] {
  if (target.typename === 'Group') return target.children.flatMap(namesIn);
  return target.typename === 'Symbol' ? [target.value] : [];
}

import { Parser, tokenTypes as types, type Token } from './nunjucks.js';
import { TemplateSyntaxError } from './syntax-error.js';
import { TemplateTokenizer } from './tokenizer.js';

/** Deeper nesting than any person writes; keeps the parser, and what it compiles to, off the end of the stack. */
const maxDepth = 150;

const descriptions: Record<string, string> = {
  [types.blockEnd]: 'end of statement block',
  [types.variableEnd]: 'end of print statement',
  [types.blockStart]: 'begin of statement block',
  [types.variableStart]: 'begin of print statement',
  end: 'end of template',
};

/** Nunjucks' parser reading from a list of tokens, so that it can look ahead further than one. */
export class TokenReader extends Parser {
  private readonly list: Token[];
  private cursor = 0;
  private depth = 0;
  private readonly end: Token;

  constructor(text: string) {
    const tokenizer = new TemplateTokenizer(text);
    super(tokenizer);
    this.list = [];
    for (let token = tokenizer.nextToken(); token; token = tokenizer.nextToken()) this.list.push(token);
    this.end = { type: 'end', value: '', lineno: tokenizer.lineno, colno: tokenizer.colno };
  }

  nextToken(): Token {
    const token = this.peekToken();
    if (this.cursor < this.list.length) this.cursor += 1;
    return token;
  }

  peekToken(): Token {
    return this.list[this.cursor] ?? this.end;
  }

  lookAhead(distance: number): Token {
    return this.list[this.cursor + distance] ?? this.end;
  }

  /** Nunjucks' `skip…` methods read a token and push it back where it is not the one. */
  pushToken(token: Token): void {
    if (token !== this.end) this.cursor -= 1;
  }

  expect(type: string): Token {
    const token = this.nextToken();
    if (token.type !== type)
      this.fail(`expected '${descriptions[type] ?? type}', got '${this.describe(token)}'`, token);
    return token;
  }

  expectSymbol(name: string): Token {
    const token = this.nextToken();
    if (!this.isSymbol(token, name)) this.fail(`expected '${name}', got '${this.describe(token)}'`, token);
    return token;
  }

  skipOperator(text: string): boolean {
    return this.skipValue(types.operator, text);
  }

  isSymbol(token: Token, name: string): boolean {
    return token.type === types.symbol && token.value === name;
  }

  isOperator(token: Token, text: string): boolean {
    return token.type === types.operator && token.value === text;
  }

  describe(token: Token): string {
    return descriptions[token.type] ?? token.value;
  }

  nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > maxDepth) this.fail('nested too deeply');
    try {
      return parse();
    } finally {
      this.depth -= 1;
    }
  }

  fail(message: string, at: Token = this.peekToken(), code = 'template.syntax', detail?: string): never {
    throw new TemplateSyntaxError(code, message, at.lineno + 1, at.colno + 1, detail);
  }
}

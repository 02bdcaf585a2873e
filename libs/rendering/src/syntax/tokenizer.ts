import { unescapeString } from './literals.js';
import { Tokenizer, tokenTypes, type Token } from './nunjucks.js';
import { TemplateSyntaxError } from './syntax-error.js';

const brackets: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const operatorTypes: Record<string, string> = {
  '(': tokenTypes.leftParen,
  ')': tokenTypes.rightParen,
  '[': tokenTypes.leftBracket,
  ']': tokenTypes.rightBracket,
  '{': tokenTypes.leftCurly,
  '}': tokenTypes.rightCurly,
  ',': tokenTypes.comma,
  ':': tokenTypes.colon,
  '~': tokenTypes.tilde,
  '|': tokenTypes.pipe,
};

const patterns = {
  tag: /\{[{%#]/g,
  space: /\s+/y,
  lastOpening: /^\{#[-+]?$/,
  raw: /\{%[-+]?\s*raw\s*(-?)%\}/y,
  endRaw: /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g,
  blockEnd: /([-+]?)%\}/y,
  variableEnd: /(-?)\}\}/y,
  float: /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y,
  int: /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y,
  name: /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy,
  string: /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y,
  operator: /\*\*|\/\/|==|!=|>=|<=|[-+/*%~[\](){}<>=.:|,;]/y,
};

/**
 * Nunjucks' tokenizer with Jinja's rules: whitespace control on every tag, `raw` blocks, brackets that hide an end marker
 * (`{{ {'a': {}} }}`), Python's numbers and strings. Comments yield no token.
 */
export class TemplateTokenizer extends Tokenizer {
  private open: string[] = [];
  private inVariable = false;
  private dropSpace = false;

  nextToken(): Token | null {
    for (;;) {
      if (this.index >= this.len) return null;
      const token = this.in_code ? this.code() : this.data();
      if (token) return token;
    }
  }

  private data(): Token | undefined {
    if (this.dropSpace) {
      this.dropSpace = false;
      this.match(patterns.space);
      if (this.index >= this.len) return undefined;
    }
    patterns.tag.lastIndex = this.index;
    const tag = patterns.tag.exec(this.str);
    const end = tag ? tag.index : this.len;
    if (end > this.index) {
      const strip = this.str[end + 2] === '-';
      const text = this.str.slice(this.index, end);
      const token = this.token(tokenTypes.data, strip ? text.trimEnd() : text);
      this.advance(end);
      return token.value === '' ? undefined : token;
    }
    return this.startTag();
  }

  private startTag(): Token | undefined {
    const kind = this.str[this.index + 1] as string;
    if (kind === '#') return this.comment();
    if (kind === '%') {
      const raw = this.peekMatch(patterns.raw);
      if (raw) return this.rawBlock(raw);
    }
    const marker = /[-+]/.test(this.str[this.index + 2] ?? '') ? 3 : 2;
    const token = this.token(
      kind === '{' ? tokenTypes.variableStart : tokenTypes.blockStart,
      this.str.substr(this.index, marker),
    );
    // `{{+1}}` has no whitespace marker: only blocks and comments know the plus.
    this.advance(this.index + (kind === '{' && token.value[2] === '+' ? 2 : marker));
    this.in_code = true;
    this.inVariable = kind === '{';
    this.open = [];
    return token;
  }

  private comment(): undefined {
    const end = this.str.indexOf('#}', this.index + 2);
    // As Jinja: a comment that begins at the very end has nothing to end.
    if (end < 0 && patterns.lastOpening.test(this.str.slice(this.index))) {
      this.advance(this.len);
      return undefined;
    }
    if (end < 0)
      this.fail(
        'Missing end of comment tag',
        'A comment ends with "#}". Shell code such as ${#list[@]} must stand in a raw block.',
      );
    this.dropSpace = this.str[end - 1] === '-' && end - 1 > this.index + 1;
    this.advance(end + 2);
    return undefined;
  }

  private rawBlock(start: RegExpExecArray): Token | undefined {
    patterns.endRaw.lastIndex = this.index + start[0].length;
    const end = patterns.endRaw.exec(this.str);
    if (!end) this.fail('Missing end of raw directive');
    this.advance(this.index + start[0].length);
    if (start[1] === '-') this.match(patterns.space);
    const text = this.str.slice(this.index, Math.max(end.index, this.index));
    const token = this.token(tokenTypes.data, end[1] === '-' ? text.trimEnd() : text);
    this.advance(end.index + end[0].length);
    this.dropSpace = end[2] === '-';
    return token.value === '' ? undefined : token;
  }

  private code(): Token | undefined {
    if (this.match(patterns.space)) return undefined;
    if (this.open.length === 0) {
      const end = this.peekMatch(this.inVariable ? patterns.variableEnd : patterns.blockEnd);
      if (end) {
        const token = this.token(this.inVariable ? tokenTypes.variableEnd : tokenTypes.blockEnd, end[0]);
        this.advance(this.index + end[0].length);
        this.in_code = false;
        this.dropSpace = end[1] === '-';
        return token;
      }
    }
    return this.number() ?? this.take(patterns.name, tokenTypes.symbol) ?? this.string() ?? this.operator();
  }

  private number(): Token | undefined {
    const afterDot = this.str[this.index - 1] === '.';
    return (
      (afterDot ? undefined : this.take(patterns.float, tokenTypes.float)) ?? this.take(patterns.int, tokenTypes.int)
    );
  }

  private string(): Token | undefined {
    const found = this.peekMatch(patterns.string);
    if (!found) return undefined;
    let text: string;
    try {
      text = unescapeString(found[1] ?? (found[2] as string));
    } catch (cause) {
      this.fail((cause as Error).message);
    }
    const token = this.token(tokenTypes.string, text);
    this.advance(this.index + found[0].length);
    return token;
  }

  private operator(): Token {
    const found = this.peekMatch(patterns.operator);
    if (!found) {
      const char = String.fromCodePoint(this.str.codePointAt(this.index) as number);
      const unclosed = char === '"' || char === "'" ? 'The string is not closed.' : undefined;
      this.fail(`unexpected char ${JSON.stringify(char)}`, unclosed);
    }
    const text = found[0];
    if (text in brackets) this.open.push(brackets[text] as string);
    else if (')]}'.includes(text)) {
      const expected = this.open.pop();
      if (expected === undefined) this.fail(`unexpected '${text}'`);
      if (expected !== text) this.fail(`unexpected '${text}', expected '${expected}'`);
    }
    const token = this.token(operatorTypes[text] ?? tokenTypes.operator, text);
    this.advance(this.index + text.length);
    return token;
  }

  private take(pattern: RegExp, type: string): Token | undefined {
    const found = this.peekMatch(pattern);
    if (!found) return undefined;
    const token = this.token(type, found[0]);
    this.advance(this.index + found[0].length);
    return token;
  }

  private peekMatch(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.index;
    return pattern.exec(this.str);
  }

  private match(pattern: RegExp): boolean {
    const found = this.peekMatch(pattern);
    if (found) this.advance(this.index + found[0].length);
    return found !== null;
  }

  private token(type: string, value: string): Token {
    return { type, value, lineno: this.lineno, colno: this.colno };
  }

  private advance(to: number): void {
    let newline = this.str.indexOf('\n', this.index);
    let lineStart = -1;
    while (newline >= 0 && newline < to) {
      this.lineno += 1;
      lineStart = newline + 1;
      newline = this.str.indexOf('\n', lineStart);
    }
    this.colno = lineStart < 0 ? this.colno + to - this.index : to - lineStart;
    this.index = to;
  }

  private fail(message: string, detail?: string): never {
    throw new TemplateSyntaxError('template.syntax', message, this.lineno + 1, this.colno + 1, detail);
  }
}

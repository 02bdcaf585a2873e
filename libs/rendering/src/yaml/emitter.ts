import { readsAsOther } from './scalars.js';
import { escapeCharacter, isPrintable } from './scalar-text.js';

const width = 80;
const step = 2;

/** Writes YAML and keeps track of the column, so that long lines break where PyYAML breaks them. */
export class Emitter {
  private out = '';
  private column = 0;
  private indent: number | undefined;
  /** Whether the last character is white space, or an indicator after which none is needed. */
  private afterSpace = true;
  /** Whether the line so far is only indentation. */
  private onlyIndentation = true;
  private openEnded = false;

  finish(): string {
    if (this.openEnded) this.out += '\n...';
    return `${this.out}\n`;
  }

  private put(text: string): void {
    this.out += text;
    this.column += Array.from(text).length;
  }

  newLine(): void {
    const indent = this.indent ?? 0;
    if (!(this.onlyIndentation && this.afterSpace && this.column === indent && this.out !== '')) {
      if (this.out !== '') this.out += '\n';
      this.out += ' '.repeat(indent);
      this.column = indent;
    }
    this.afterSpace = true;
    this.onlyIndentation = true;
  }

  /** `-`, `?`, `:`, brackets; `spaced`: a space must stand before it. */
  indicator(text: string, spaced: boolean, isSpace = false): void {
    if (spaced && !this.afterSpace) this.put(' ');
    this.put(text);
    const isIndentation = text === '-' || text === '?' || (text === ':' && spaced);
    this.onlyIndentation = this.onlyIndentation && isIndentation;
    this.afterSpace = isSpace;
    if (isIndentation && this.onlyIndentation) this.afterIndicator = true;
  }

  /** `- - a` and `- a: 1`: what follows a dash begins in the same line. */
  private afterIndicator = false;

  block<T>(sameColumn: boolean, items: readonly T[], write: (item: T) => void): void {
    const outer = this.indent;
    const compact = this.afterIndicator;
    this.indent = outer === undefined ? 0 : sameColumn ? outer : outer + step;
    items.forEach((item, index) => {
      if (index === 0 && compact) this.put(' ');
      else this.newLine();
      this.afterIndicator = false;
      this.afterSpace = true;
      this.onlyIndentation = true;
      write(item);
      this.afterIndicator = false;
    });
    this.indent = outer;
  }

  flow<T>(open: string, close: string, items: readonly T[], write: (item: T) => void): void {
    this.afterIndicator = false;
    this.indicator(open, true, true);
    const outer = this.indent;
    this.indent = outer === undefined ? step : outer + step;
    items.forEach((item, index) => {
      if (index > 0) this.indicator(',', false);
      if (this.column > width) this.newLine();
      write(item);
    });
    this.indent = outer;
    this.indicator(close, false);
  }

  /** Whether the line is full: what may begin a new one does. */
  get isLong(): boolean {
    return this.column > width;
  }

  /** A scalar that is no text. */
  plain(text: string, isRoot: boolean): void {
    this.afterIndicator = false;
    if (!this.afterSpace) this.put(' ');
    this.put(text);
    this.afterSpace = false;
    this.onlyIndentation = false;
    this.openEnded = isRoot;
  }

  text(text: string, around: { isKey: boolean; inFlow: boolean; isRoot: boolean }): void {
    this.afterIndicator = false;
    const outer = this.indent;
    // A text that goes over several lines is indented one step further than what holds it.
    this.indent = outer === undefined ? step : outer + step;
    const shape = analyse(text);
    const plainAllowed = around.inFlow ? shape.flowPlain : shape.blockPlain;
    const isMultiline = /[\n\x85\u2028\u2029]/.test(text);
    if (
      plainAllowed &&
      !readsAsOther(text) &&
      !(around.isKey && (text === '' || isMultiline)) &&
      !(text === '' && around.inFlow)
    ) {
      this.writePlain(text, !around.isKey);
      this.openEnded = around.isRoot;
    } else if (shape.single && !(around.isKey && isMultiline)) this.writeSingle(text, !around.isKey);
    else this.writeDouble(text, !around.isKey);
    this.indent = outer;
    this.afterSpace = false;
    this.onlyIndentation = false;
  }

  private writePlain(text: string, split: boolean): void {
    if (text === '') return;
    if (!this.afterSpace) this.put(' ');
    this.words(text, split, false);
  }

  private writeSingle(text: string, split: boolean): void {
    this.indicator("'", true);
    this.words(text, split, true);
    this.indicator("'", false);
  }

  /** Words, folded at a single space where the line is too long; line ends doubled, as folding eats one. */
  private words(text: string, split: boolean, quoted: boolean): void {
    const parts = text.match(/ +|\n+|[^ \n]+/g) ?? [];
    parts.forEach((part, index) => {
      const isEdge = index === 0 || index === parts.length - 1;
      if (part === ' ' && split && this.column > width && !(quoted && isEdge)) this.newLineInText();
      else if (part[0] === '\n') {
        this.out += part[0] + part.slice(1);
        this.out += '\n';
        this.column = 0;
        this.put(' '.repeat(this.indent ?? 0));
      } else this.put(quoted ? part.replaceAll("'", "''") : part);
    });
  }

  private newLineInText(): void {
    this.out += `\n${' '.repeat(this.indent ?? 0)}`;
    this.column = this.indent ?? 0;
  }

  private writeDouble(text: string, split: boolean): void {
    this.indicator('"', true);
    const chars = Array.from(text);
    let run = '';
    const flush = (): void => {
      if (run !== '') this.put(run);
      run = '';
    };
    chars.forEach((char, index) => {
      const escaped = escapeCharacter(char, true);
      if (escaped !== char) {
        flush();
        this.put(escaped);
      } else if (char !== ' ') run += char;
      const isInside = index > 0 && index < chars.length - 1;
      if (split && isInside && (char === ' ' || run === '') && this.column + Array.from(run).length > width) {
        flush();
        this.put('\\');
        this.newLineInText();
        if (char === ' ') this.put('\\');
      }
      if (char === ' ') {
        run += ' ';
      }
    });
    flush();
    this.indicator('"', false);
  }
}

interface Shape {
  readonly blockPlain: boolean;
  readonly flowPlain: boolean;
  readonly single: boolean;
}

/** In which of YAML's notations a text can be written. */
function analyse(text: string): Shape {
  if (text === '') return { blockPlain: true, flowPlain: false, single: true };
  const chars = Array.from(text);
  const special = chars.some((char) => !isAllowed(char));
  const isBreak = (char: string | undefined): boolean => char !== undefined && /[\n\x85\u2028\u2029]/.test(char);
  const isMultiline = chars.some(isBreak);
  const edges = /^[ \n\x85\u2028\u2029]|[ \n\x85\u2028\u2029]$/.test(text);
  const blockIndicators =
    /^(?:---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^-(?:[\s\0]|$)/.test(text) ||
    /^[?:](?:[\s\0]|$)/.test(text) ||
    /:(?:\s|$)/.test(text) ||
    /(?:^|\s)#/.test(text);
  const flowIndicators = blockIndicators || /^[?:]/.test(text) || /[,?[\]{}]/.test(text) || text.includes(':');
  const spaceBreak = /[ ][\n\x85\u2028\u2029]/.test(text);
  const unsafePlain = edges || isMultiline || special || spaceBreak;
  // A space before a line end, or at the end of a text with special characters, survives in double quotes only.
  const single = !special && !spaceBreak;
  return { blockPlain: !unsafePlain && !blockIndicators, flowPlain: !unsafePlain && !flowIndicators, single };
}

function isAllowed(char: string): boolean {
  const code = char.codePointAt(0) as number;
  return code === 0x0a || (code >= 0x20 && code <= 0x7e) || code === 0x85 || isPrintable(code);
}

import { isWritable, shapeOf } from './shape.js';
import { escapeCharacter } from './scalar-text.js';

const width = 80;
const step = 2;
const isBreak = (character: string): boolean => /[\n\r\x85\u2028\u2029]/.test(character);

/** Where a node stands. */
export interface Around {
  /** A key that is written without `?`. */
  readonly isKey?: boolean;
  /** The value of such a key: a list keeps its column. */
  readonly underKey?: boolean;
}

/** Writes YAML as libyaml does, and keeps track of the column, so that long lines break where they break there. */
export class Emitter {
  private readonly out: string[] = [];
  private column = 0;
  private indent = -1;
  private flowLevel = 0;
  /** Whether the last character is white space, or an indicator after which none is needed. */
  private afterSpace = true;
  /** Whether the line so far is only indentation. */
  private onlyIndentation = true;

  finish(): string {
    this.newLine();
    return this.out.join('');
  }

  get inFlow(): boolean {
    return this.flowLevel > 0;
  }

  private put(text: string, columns = text.length): void {
    this.out.push(text);
    this.column += columns;
  }

  private putBreak(character = '\n'): void {
    this.out.push(character);
    this.column = 0;
  }

  newLine(): void {
    const indent = Math.max(this.indent, 0);
    if (!this.onlyIndentation || this.column > indent || (this.column === indent && !this.afterSpace)) this.putBreak();
    if (this.column < indent) this.put(' '.repeat(indent - this.column));
    this.afterSpace = true;
    this.onlyIndentation = true;
  }

  private newLineIfLong(): void {
    if (this.column > width) this.newLine();
  }

  private indicator(text: string, isSpaced: boolean, isSpace: boolean, isIndentation: boolean): void {
    if (isSpaced && !this.afterSpace) this.put(' ');
    this.put(text);
    this.afterSpace = isSpace;
    this.onlyIndentation &&= isIndentation;
  }

  private inside(outer: number, write: () => void): void {
    const before = this.indent;
    this.indent = outer;
    write();
    this.indent = before;
  }

  private deeper(inFlow: boolean): number {
    return this.indent < 0 ? (inFlow ? step : 0) : this.indent + step;
  }

  /** `&name` before a node, or `*name` for it. */
  name(sign: '&' | '*', name: string, around: Around): void {
    this.indicator(sign + name, true, false, false);
    if (sign === '*' && around.isKey) this.put(' ');
  }

  blockList<T>(items: Iterable<T>, around: Around, write: (item: T) => void): void {
    const keepsColumn = around.underKey === true && !this.onlyIndentation && this.indent >= 0;
    this.inside(keepsColumn ? this.indent : this.deeper(false), () => {
      for (const item of items) {
        this.newLine();
        this.indicator('-', true, false, true);
        write(item);
      }
    });
  }

  blockMap<K, V>(
    entries: Iterable<readonly [K, V]>,
    isSimple: (key: K) => boolean,
    write: (node: K | V, around: Around) => void,
  ): void {
    this.inside(this.deeper(false), () => {
      for (const [key, value] of entries) {
        this.newLine();
        if (isSimple(key)) {
          write(key, { isKey: true });
          this.indicator(':', false, false, false);
        } else {
          this.indicator('?', true, false, true);
          write(key, { underKey: true });
          this.newLine();
          this.indicator(':', true, false, true);
        }
        write(value, { underKey: true });
      }
    });
  }

  flowList<T>(items: Iterable<T>, write: (item: T) => void): void {
    this.flow('[', ']', items, write);
  }

  flowMap<K, V>(
    entries: Iterable<readonly [K, V]>,
    isSimple: (key: K) => boolean,
    write: (node: K | V, around: Around) => void,
  ): void {
    this.flow('{', '}', entries, ([key, value]) => {
      if (isSimple(key)) {
        write(key, { isKey: true });
        this.indicator(':', false, false, false);
      } else {
        this.indicator('?', true, false, false);
        write(key, {});
        this.newLineIfLong();
        this.indicator(':', true, false, false);
      }
      write(value, {});
    });
  }

  private flow<T>(open: string, close: string, items: Iterable<T>, write: (item: T) => void): void {
    this.indicator(open, true, true, false);
    this.flowLevel += 1;
    this.inside(this.deeper(true), () => {
      let isFirst = true;
      for (const item of items) {
        if (!isFirst) this.indicator(',', false, false, false);
        isFirst = false;
        this.newLineIfLong();
        write(item);
      }
    });
    this.flowLevel -= 1;
    this.indicator(close, false, false, false);
  }

  /** A scalar that is no text. */
  plain(text: string): void {
    if (!this.afterSpace) this.put(' ');
    this.put(text);
    this.endScalar();
  }

  text(text: string, around: Around): void {
    const shape = shapeOf(text);
    const isKey = around.isKey === true;
    const isPlain = (this.inFlow ? shape.flowPlain : shape.blockPlain) && !(isKey && text === '');
    // A text that goes over several lines is indented one step further than what holds it.
    this.inside(this.deeper(true), () => {
      if (isPlain && text !== '') this.writePlain(text, !isKey);
      else if (shape.single && !(isKey && shape.isMultiline)) this.writeSingle(text, !isKey);
      else this.writeDouble(text, !isKey);
    });
    this.endScalar();
  }

  private endScalar(): void {
    this.afterSpace = false;
    this.onlyIndentation = false;
  }

  private writePlain(text: string, mayFold: boolean): void {
    if (!this.afterSpace) this.put(' ');
    this.words(text, mayFold, false);
  }

  private writeSingle(text: string, mayFold: boolean): void {
    this.indicator("'", true, false, false);
    this.words(text, mayFold, true);
    this.indicator("'", false, false, false);
  }

  /** Words, folded at a single space where the line is too long; line ends doubled, as folding eats one. */
  private words(text: string, mayFold: boolean, isQuoted: boolean): void {
    const characters = Array.from(text);
    let wasSpace = false;
    let wasBreak = false;
    characters.forEach((character, index) => {
      if (character === ' ') {
        const isEdge = isQuoted && (index === 0 || index === characters.length - 1);
        const folds = mayFold && !wasSpace && this.column > width && !isEdge && characters[index + 1] !== ' ';
        if (folds) this.newLine();
        else this.put(' ');
        wasSpace = true;
        return;
      }
      if (isBreak(character)) {
        if (!wasBreak && character === '\n') this.putBreak();
        this.putBreak(character);
        this.onlyIndentation = true;
        wasBreak = true;
        return;
      }
      if (wasBreak) this.newLine();
      this.put(isQuoted && character === "'" ? "''" : character, isQuoted && character === "'" ? 2 : 1);
      this.onlyIndentation = false;
      wasSpace = false;
      wasBreak = false;
    });
    if (isQuoted && wasBreak) this.newLine();
  }

  private writeDouble(text: string, mayFold: boolean): void {
    this.indicator('"', true, false, false);
    const characters = Array.from(text);
    let wasSpace = false;
    characters.forEach((character, index) => {
      if (character === '"' || character === '\\' || isBreak(character) || !isWritable(character)) {
        this.put(escapeCharacter(character, false));
        wasSpace = false;
      } else if (character === ' ') {
        const isInside = index > 0 && index < characters.length - 1;
        if (mayFold && !wasSpace && this.column > width && isInside) {
          this.newLine();
          if (characters[index + 1] === ' ') this.put('\\');
        } else this.put(' ');
        wasSpace = true;
      } else {
        this.put(character, 1);
        wasSpace = false;
      }
    });
    this.indicator('"', false, false, false);
  }
}

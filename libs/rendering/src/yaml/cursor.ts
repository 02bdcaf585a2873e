import { Malformed } from './malformed.js';

/** Where a scanner stands in the text. Line ends are those of YAML 1.1: LF, CR, CR LF, NEL, LS and PS. */
export class Cursor {
  at = 0;
  line = 0;
  private lineStart = 0;

  constructor(readonly text: string) {}

  get column(): number {
    return this.at - this.lineStart;
  }

  /** The character `ahead` of this place; an empty text behind the end. */
  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }

  isBreak(ahead = 0): boolean {
    return isBreak(this.peek(ahead));
  }

  isBlank(ahead = 0): boolean {
    const character = this.peek(ahead);
    return character === ' ' || character === '\t';
  }

  /** A blank, a line end or the end of the text. */
  isGap(ahead = 0): boolean {
    const character = this.peek(ahead);
    return character === '' || character === ' ' || character === '\t' || isBreak(character);
  }

  /** `---` or `...` alone at the beginning of a line. */
  isDocumentMark(): boolean {
    if (this.at !== this.lineStart) return false;
    const mark = this.text.slice(this.at, this.at + 3);
    return (mark === '---' || mark === '...') && this.isGap(3);
  }

  /** Steps over a line end, if there is one, and gives it as YAML reads it: all but LS and PS become LF. */
  takeBreak(): string {
    const character = this.peek();
    if (!isBreak(character)) return '';
    this.at += character === '\r' && this.peek(1) === '\n' ? 2 : 1;
    this.line += 1;
    this.lineStart = this.at;
    return character === '\u2028' || character === '\u2029' ? character : '\n';
  }

  fail(summary: string, detail?: string, offset = this.at): never {
    throw new Malformed('syntax', summary, offset, detail);
  }

  failAtTab(): never {
    throw new Malformed('tab', 'a tab where YAML wants spaces', this.at, 'Indent and separate with spaces only.');
  }
}

export function isBreak(character: string): boolean {
  return (
    character === '\n' ||
    character === '\r' ||
    character === '\u0085' ||
    character === '\u2028' ||
    character === '\u2029'
  );
}

/** Blanks and line ends inside of a scalar that goes over several lines. */
export class Fold {
  private blanks = '';
  private first: string | undefined;
  private more = '';

  constructor(private readonly cursor: Cursor) {}

  /** Reads on to the next character that is neither; `atLineStart` is asked before a blank that begins a line. */
  take(atLineStart?: () => void): void {
    const { cursor } = this;
    for (;;) {
      if (cursor.isBlank()) {
        if (this.first === undefined) this.blanks += cursor.peek();
        else atLineStart?.();
        cursor.at += 1;
      } else if (cursor.isBreak()) {
        const lineEnd = cursor.takeBreak();
        if (this.first === undefined) this.first = lineEnd;
        else this.more += lineEnd;
      } else return;
    }
  }

  /** Says that a line end stood here already: a backslash before it has eaten it. */
  eatBreak(): void {
    this.first = '';
  }

  get hasBreak(): boolean {
    return this.first !== undefined;
  }

  /** One line end is a space, more are one less; blanks around them are nothing. */
  get text(): string {
    if (this.first === undefined) return this.blanks;
    if (this.first === '\n') return this.more === '' ? ' ' : this.more;
    return this.first + this.more;
  }
}

import { rowsOf } from '@fleet/output';

/** The terminal that a live view is painted on. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  write(text: string): void;
  /** Answers how to stop listening. */
  onResize(listener: () => void): () => void;
}

const up = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : '');

const colours = /\u001b\[[0-9]+m/g;
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';

/**
 * Owns the last rows of a terminal. What it painted it takes back before it paints again or leaves. The cursor rests at the beginning of its last line: a
 * terminal that was made narrower has folded the lines, and from there it is known how many rows they take now.
 */
export class Painter {
  /** What stands there. */
  #painted: readonly string[] = [];

  constructor(private readonly screen: Screen) {}

  /** In one write, so that nobody sees it half done. */
  paint(lines: readonly string[]): void {
    const text = lines.map((line) => `${line}${clearLine}`).join('\n');
    const home = this.#home();
    this.#painted = lines;
    this.screen.write(`${home}${text}${clearBelow}\r`);
  }

  erase(): void {
    if (this.#painted.length === 0) return;
    this.screen.write(`${this.#home()}${clearBelow}`);
    this.#painted = [];
  }

  /** What stands there is not ours to take back any more. */
  forget(): void {
    this.#painted = [];
  }

  #home(): string {
    const { width } = this.screen;
    const above = this.#painted.slice(0, -1);
    return `\r${up(above.reduce((rows, line) => rows + rowsOf(line.replace(colours, ''), width), 0))}`;
  }
}

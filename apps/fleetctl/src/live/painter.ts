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
/** Of a terminal that is narrower than we were told, a line takes one row all the same; so it is still known where the first is. */
const noWrap = '\u001b[?7l';
const wrap = '\u001b[?7h';
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
    // Cleared as a whole, a row also forgets that it was the first half of a line.
    const text = lines.map((line) => `${clearLine}${line}`).join('\n');
    const home = this.#home();
    this.#painted = lines;
    this.screen.write(`${noWrap}${home}${text}${clearBelow}\r${wrap}`);
  }

  erase(): void {
    if (this.#painted.length === 0) return;
    // What is cleared from the first row of the screen on, tmux would keep in its history: that row is cleared by itself.
    const below = this.#rowsOf(this.#painted) > 1 ? `\n${clearBelow}${up(1)}` : '';
    this.screen.write(`${this.#home()}${clearLine}${below}`);
    this.#painted = [];
  }

  /** What stands there is not ours to take back any more. */
  forget(): void {
    this.#painted = [];
  }

  #home(): string {
    return `\r${up(this.#rowsOf(this.#painted.slice(0, -1)))}`;
  }

  /** How many rows they take, now that the terminal is as wide as it is. */
  #rowsOf(lines: readonly string[]): number {
    const { width } = this.screen;
    return lines.reduce((rows, line) => rows + rowsOf(line.replace(colours, ''), width), 0);
  }
}

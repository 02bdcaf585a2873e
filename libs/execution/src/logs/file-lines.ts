import { levelOfLine } from './line-level.js';
import { timeOfLine } from './line-time.js';
import type { LogLine } from './log-line.js';

/** Bytes of a line of a file; a longer one is left out. */
export const longestLine = 64 * 1024;

/** Makes lines of a file out of texts. A line without a time of its own goes on with the one before it, as those of a stack trace do. */
export class FileLines {
  #time: number | undefined;
  #level: number | undefined;

  constructor(
    private readonly source: string,
    /** When it was read, or written last. */
    private readonly clock: () => number,
    /** The time of lines before any that has one; without, that of the clock. */
    private readonly first?: number,
  ) {}

  line(text: string | undefined, bytes: number): LogLine {
    if (text === undefined) return this.made(`[a line of ${bytes} bytes was left out]`, this.#time);
    const time = timeOfLine(text, this.clock());
    const level = levelOfLine(text);
    const goesOn = time === undefined && this.#time !== undefined;
    if (time !== undefined) this.#time = time;
    // Lines of an indented block have what the block has; any other has what it says.
    this.#level = level ?? (goesOn ? this.#level : undefined);
    return this.made(text, this.#time);
  }

  private made(text: string, time = this.first): LogLine {
    return {
      time: time ?? this.clock(),
      source: this.source,
      ...(this.#level !== undefined && { level: this.#level }),
      text,
    };
  }
}

import type { LogLine } from './log-line.js';

/** The last so many of what is added. */
export class NewestLines {
  #lines: LogLine[] = [];
  #dropped = 0;

  constructor(readonly most: number) {}

  add(lines: readonly LogLine[]): void {
    for (const line of lines) this.#lines.push(line);
    if (this.#lines.length > 2 * this.most + 1000) this.#trim();
  }

  get lines(): readonly LogLine[] {
    this.#trim();
    return this.#lines;
  }

  /** Earlier ones that there was no room for. */
  get dropped(): number {
    this.#trim();
    return this.#dropped;
  }

  get full(): boolean {
    return this.#lines.length >= this.most;
  }

  #trim(): void {
    const more = this.#lines.length - this.most;
    if (more <= 0) return;
    this.#dropped += more;
    this.#lines = this.#lines.slice(more);
  }
}

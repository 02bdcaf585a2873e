/** The last rows of a terminal. What stands there is taken back before the next is painted, and by `erase`. */
export class WavePainter {
  #rows = 0;

  constructor(private readonly stream: { write(text: string): unknown }) {}

  /** Lines that are no wider than the terminal; in one write, so that nobody sees it half done. */
  paint(lines: readonly string[]): void {
    const text = lines.map((line) => `${line}\u001b[K\n`).join('');
    this.stream.write(`${this.#home()}${text}\u001b[J`);
    this.#rows = lines.length;
  }

  erase(): void {
    if (this.#rows > 0) this.stream.write(`${this.#home()}\u001b[J`);
    this.#rows = 0;
  }

  #home(): string {
    return this.#rows === 0 ? '' : `\r\u001b[${this.#rows}A`;
  }
}

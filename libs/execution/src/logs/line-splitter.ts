/**
 * Whole lines of bytes that come in pieces. Of a line that is longer than `longest` bytes only its length is kept; half of it could hold half of a
 * secret.
 */
export class LineSplitter {
  #open: Buffer[] = [];
  #length = 0;

  constructor(private readonly longest: number) {}

  /** Bytes of the line that has not come to its end. */
  get open(): number {
    return this.#length;
  }

  /** Calls with each line without its end, or with `undefined` and how long it was. */
  take(piece: Buffer, line: (text: string | undefined, bytes: number) => void): void {
    let from = 0;
    for (let end = piece.indexOf(10, from); end >= 0; end = piece.indexOf(10, from)) {
      this.#add(piece.subarray(from, end));
      line(this.#text(), this.#length);
      this.forget();
      from = end + 1;
    }
    this.#add(piece.subarray(from));
  }

  /** The line that goes on is another one now. */
  forget(): void {
    this.#open = [];
    this.#length = 0;
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.longest) this.#open = [];
    else if (part.length > 0) this.#open.push(Buffer.from(part));
  }

  #text(): string | undefined {
    if (this.#length > this.longest) return undefined;
    // SQLite, in which the master keeps it, ends a text at a zero.
    return Buffer.concat(this.#open).toString('utf8').replace(/\r+$/, '').replaceAll('\0', '\ufffd');
  }
}

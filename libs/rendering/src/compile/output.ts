import type { Rendered } from '../template.js';

/** Who wrote a piece: the text of a template itself (its lines are the template's lines), or one expression of it. */
export interface Writer {
  readonly file: string;
  readonly line: number;
  readonly isText: boolean;
}

/** What a template puts out, and which place of which template wrote each piece. */
export class Output {
  private readonly pieces: string[] = [];
  private readonly writers: Writer[] = [];
  length = 0;

  write(text: string, writer: Writer): void {
    if (text === '') return;
    this.pieces.push(text);
    this.writers.push(writer);
    this.length += text.length;
  }

  text(): string {
    return this.pieces.join('');
  }

  /** For each line the place that wrote its first visible character; where there is none, its first character. */
  origin(): Rendered['origin'] {
    const origin: Rendered['origin'][number][] = [];
    let place: Rendered['origin'][number] | undefined;
    let isVisible = false;
    const see = (text: string, writer: Writer, offset: number): void => {
      if (isVisible) return;
      isVisible = /\S/.test(text);
      if (isVisible || place === undefined) place = { file: writer.file, line: writer.line + offset };
    };
    this.pieces.forEach((piece, index) => {
      const writer = this.writers[index] as Writer;
      let start = 0;
      for (let lines = 0; ; lines += 1) {
        const end = piece.indexOf('\n', start);
        const offset = writer.isText ? lines : 0;
        if (!isVisible) see(piece.slice(start, end < 0 ? undefined : end), writer, offset);
        if (end < 0) break;
        origin.push(place as Rendered['origin'][number]);
        place = undefined;
        isVisible = false;
        start = end + 1;
        // What follows the last line end of a piece is written by whoever comes next.
        if (start === piece.length) break;
      }
    });
    if (place !== undefined) origin.push(place);
    return origin;
  }
}

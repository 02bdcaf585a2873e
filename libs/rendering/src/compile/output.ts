import type { Origin } from '../template.js';
import type { Frame } from './frame.js';
import { originOf } from './origin.js';

/** Who wrote a piece: the text of a template itself (its lines are the template's lines), or one expression of it. */
export interface Writer {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly isText: boolean;
}

/** What a template puts out, and who wrote each piece, called from where. */
export class Output {
  private readonly pieces: string[] = [];
  private readonly writers: Writer[] = [];
  private readonly frames: (Frame | undefined)[] = [];
  length = 0;

  write(text: string, writer: Writer, frame: Frame | undefined): void {
    if (text === '') return;
    this.pieces.push(text);
    this.writers.push(writer);
    this.frames.push(frame);
    this.length += text.length;
  }

  text(): string {
    return this.pieces.join('');
  }

  /** @param sourceOf texts of the templates that took part */
  origin(sourceOf: (file: string) => string | undefined): Origin {
    return originOf({ pieces: this.pieces, writers: this.writers, frames: this.frames }, sourceOf);
  }
}

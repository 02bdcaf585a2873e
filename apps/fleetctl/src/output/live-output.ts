import { plain, printable, type Paint } from '@fleet/output';
import { OutputLines } from './output-lines.js';
import { isPhase, paintPhase } from './phase.js';

/** Shows what running jobs say, line by line, each with the minion that said it. */
export class LiveOutput {
  readonly #lines = new OutputLines(
    (minion, line) => this.#line(minion, line),
    (minion, bytes) => this.#line(minion, `[… ${bytes} bytes were dropped …]`),
  );

  constructor(
    private readonly say: (line: string) => void,
    private readonly paint: Paint = plain,
    /** Somebody asked for all of it. Otherwise phases are left out, and what is about to stand in the answer. */
    private readonly all = true,
  ) {}

  /** `last`: it came with the return. */
  show(minion: string, start: number, text: string, last = false): void {
    if (last && !this.all) return;
    this.#lines.take(minion, start, text);
  }

  /** Its return is here, and has it all. */
  end(minion: string): void {
    const open = this.#lines.end(minion);
    if (open !== '') this.#line(minion, open);
  }

  #line(minion: string, line: string): void {
    if (!this.all && isPhase(line)) return;
    this.say(`${minion}: ${paintPhase(printable(line.trimEnd()), this.paint)}`);
  }
}

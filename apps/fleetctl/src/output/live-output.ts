import { plain, printable, type Paint } from '@fleet/output';
import { isPhase, paintPhase } from './phase.js';

/**
 * Shows what running jobs say, line by line, each with the minion that said it. Parts carry where they stand in the whole: one that comes
 * twice, because the master was asked again, is shown once.
 */
export class LiveOutput {
  readonly #minions = new Map<string, { shown: number; open: string }>();

  constructor(
    private readonly say: (line: string) => void,
    private readonly paint: Paint = plain,
    /** Somebody asked for all of it. Otherwise phases are left out, and what is about to stand in the answer. */
    private readonly all = true,
  ) {}

  /** `last`: it came with the return. */
  show(minion: string, start: number, text: string, last = false): void {
    if (last && !this.all) return;
    const seen = this.#minions.get(minion) ?? { shown: start, open: '' };
    this.#minions.set(minion, seen);
    if (start < seen.shown) return;
    if (start > seen.shown) this.#line(minion, `[… ${start - seen.shown} bytes were dropped …]`);
    seen.shown = start + Buffer.byteLength(text);
    const lines = `${seen.open}${text}`.split('\n');
    seen.open = lines.pop() ?? '';
    for (const line of lines) this.#line(minion, line);
  }

  /** Its return is here, and has it all. */
  end(minion: string): void {
    const open = this.#minions.get(minion)?.open ?? '';
    if (open !== '') this.#line(minion, open);
    this.#minions.delete(minion);
  }

  #line(minion: string, line: string): void {
    if (!this.all && isPhase(line)) return;
    this.say(`${minion}: ${paintPhase(printable(line.trimEnd()), this.paint)}`);
  }
}

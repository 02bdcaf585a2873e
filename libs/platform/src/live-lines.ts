import type { CommandOptions } from './host.js';

/** Milliseconds between two words about the same command. */
const pace = 100;
/** Characters of one word; of more, the end is told. */
const most = 4096;

/**
 * What a command says while it runs, for those who watch: whole lines, gathered a few times a second. A part of a line is never told,
 * because whoever hides secrets afterwards would not know half of one.
 */
export class LiveLines {
  readonly #open = { stdout: '', stderr: '' };
  #lines: string[] = [];
  #told = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (text: string) => void) {}

  readonly take: NonNullable<CommandOptions['onOutput']> = (stream, text) => {
    const lines = `${this.#open[stream]}${text}`.split('\n');
    const open = lines.pop() ?? '';
    // A line that never ends is not gathered for ever: its parts are left out.
    this.#open[stream] = open.length > most ? tooLong : open;
    this.#gather(lines);
  };

  /** The command has ended: what it said last is told, with or without the end of its line. */
  end(): void {
    this.#gather([this.#open.stdout, this.#open.stderr]);
    clearTimeout(this.#timer);
    this.#flush();
  }

  #gather(lines: readonly string[]): void {
    this.#lines.push(
      ...lines
        .map((line) => line.trimEnd())
        .filter((line) => line !== '' && line.length <= most && !line.startsWith(tooLong)),
    );
    // Nobody reads more than the end of it at that pace.
    let length = 0;
    const first = this.#lines.findLastIndex((line) => (length += line.length + 1) > most);
    this.#lines = this.#lines.slice(first + 1);
    if (this.#lines.length === 0 || this.#timer !== undefined) return;
    const wait = this.#told + pace - performance.now();
    if (wait <= 0) this.#flush();
    else this.#timer = setTimeout(() => this.#flush(), wait).unref();
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const text = this.#lines.join('\n');
    this.#lines = [];
    this.#told = performance.now();
    this.tell(text);
  }
}

/** Stands for the beginning of a line that is too long to be told. */
const tooLong = '\0';

import type { Terminal } from '../output/terminal.js';
import { Painter, type Screen } from './painter.js';

/** At most ten paints a second. Milliseconds, as all times here. */
const between = 100;
/** Times go on where nothing else happens. */
const idle = 1000;

/**
 * Keeps a picture of what goes on below everything that is said meanwhile, and takes it back in the end. Time
 * is counted from the start of the process: a clock that is set stops nothing.
 */
export class LivePicture {
  readonly #painter: Painter;
  /** What is to be written above the picture, until it is painted next. */
  #above: (() => void)[] = [];
  #painted = 0;
  #timer: { readonly at: number; readonly stop: () => void } | undefined;
  /** Painted once, and not ended. */
  #open = false;
  #ended = false;
  readonly #deaf: () => void;

  /** @param draw lines that fit the screen, at a moment of `performance.now()` */
  constructor(
    screen: Screen,
    private readonly draw: (now: number) => readonly string[],
  ) {
    this.#painter = new Painter(screen);
    this.#deaf = screen.onResize(() => this.soon());
    process.on('SIGTSTP', this.#stopped).on('SIGCONT', this.#continued);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Paints for the first time, unless it has ended by then. */
  beginIn(milliseconds: number): void {
    this.#at(performance.now() + milliseconds);
  }

  /** Something changed. */
  soon(): void {
    if (this.#open) this.#at(this.#painted + between);
  }

  /** A terminal whose words come above the picture, in their order. */
  over(terminal: Terminal): Terminal {
    return {
      ...terminal,
      answer: (text) => this.#say(() => terminal.answer(text)),
      note: (text) => this.#say(() => terminal.note(text)),
    };
  }

  /** Leaves nothing behind. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer?.stop();
    this.#deaf();
    process.off('SIGTSTP', this.#stopped).off('SIGCONT', this.#continued);
    this.#painter.erase();
    this.#flush();
  }

  #say(words: () => void): void {
    if (!this.#open || this.#ended) return words();
    this.#above.push(words);
    this.soon();
  }

  #at(time: number): void {
    if (this.#ended || (this.#timer && this.#timer.at <= time)) return;
    this.#timer?.stop();
    const timer = setTimeout(() => this.#paintNow(), Math.max(0, time - performance.now()));
    this.#timer = { at: time, stop: () => clearTimeout(timer) };
  }

  #paintNow(): void {
    this.#timer = undefined;
    this.#open = true;
    if (this.#above.length > 0) this.#painter.erase();
    this.#flush();
    const now = performance.now();
    this.#painter.paint(this.draw(now));
    this.#painted = now;
    this.#at(now + idle);
  }

  #flush(): void {
    for (const words of this.#above.splice(0)) words();
  }

  /** Ctrl-Z: what the shell says next stands where the picture stood. */
  readonly #stopped = (): void => {
    this.#painter.erase();
    this.#flush();
    process.kill(process.pid, 'SIGSTOP');
  };

  readonly #continued = (): void => {
    this.#painter.forget();
    this.soon();
  };
}

import type { Paint } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import type { Terminal } from '../output/terminal.js';
import { LiveModel } from './model.js';
import { Painter, type Screen } from './painter.js';
import { screenLines } from './screen.js';

/** A job that is done sooner shows no live view. */
const firstAfter = 300;
/** At most ten paints a second. */
const between = 100;
/** Times go on where nothing else happens. */
const idle = 1000;

/**
 * Shows what a job does while it does it, below everything that is said meanwhile, and takes it back. Time
 * is counted from the start of the process: a clock that is set stops nothing.
 */
export class LiveView {
  readonly #model = new LiveModel();
  readonly #painter: Painter;
  /** What is to be written above the view, until it is painted next. */
  #above: (() => void)[] = [];
  #painted = 0;
  #timer: { readonly at: number; readonly stop: () => void } | undefined;
  /** Painted once, and not ended. */
  #open = false;
  #ended = false;
  readonly #deaf: () => void;

  constructor(
    private readonly screen: Screen,
    private readonly paint: Paint,
  ) {
    this.#painter = new Painter(screen);
    this.#deaf = screen.onResize(() => this.#soon());
    process.on('SIGTSTP', this.#stopped).on('SIGCONT', this.#continued);
  }

  take(event: JobEvent, failed = false): void {
    if (this.#ended) return;
    const now = performance.now();
    this.#model.take(event, now, failed);
    if (event.event === 'created') this.#at(now + firstAfter);
    else this.#soon();
  }

  masterAway(): void {
    this.#model.masterAway ??= performance.now();
    this.#soon();
  }

  /** A terminal whose words come above the view, in their order. */
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
    this.#soon();
  }

  #soon(): void {
    if (this.#open) this.#at(this.#painted + between);
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
    this.#painter.paint(screenLines(this.#model, this.screen, now, this.paint));
    this.#painted = now;
    this.#at(now + idle);
  }

  #flush(): void {
    for (const words of this.#above.splice(0)) words();
  }

  /** Ctrl-Z: what the shell says next stands where the view stood. */
  readonly #stopped = (): void => {
    this.#painter.erase();
    this.#flush();
    process.kill(process.pid, 'SIGSTOP');
  };

  readonly #continued = (): void => {
    this.#painter.forget();
    this.#soon();
  };
}

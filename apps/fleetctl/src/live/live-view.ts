import type { Paint } from '@fleet/output';
import type { JobEvent } from '@fleet/protocol';
import type { Terminal } from '../output/terminal.js';
import { LivePicture } from './live-picture.js';
import { LiveModel } from './model.js';
import type { Screen } from './painter.js';
import { screenLines } from './screen.js';

/** A job that is done sooner shows no live view. Milliseconds. */
const firstAfter = 300;

/** Shows what a job does while it does it. */
export class LiveView {
  readonly #model = new LiveModel();
  readonly #picture: LivePicture;

  constructor(screen: Screen, paint: Paint) {
    this.#picture = new LivePicture(screen, (now) => screenLines(this.#model, screen, now, paint));
  }

  take(event: JobEvent, failed = false): void {
    if (this.#picture.ended) return;
    this.#model.take(event, performance.now(), failed);
    if (event.event === 'created') this.#picture.beginIn(firstAfter);
    else this.#picture.soon();
  }

  masterAway(): void {
    this.#model.masterAway ??= performance.now();
    this.#picture.soon();
  }

  /** A terminal whose words come above the view, in their order. */
  over(terminal: Terminal): Terminal {
    return this.#picture.over(terminal);
  }

  /** Leaves nothing behind. */
  end(): void {
    this.#picture.end();
  }
}

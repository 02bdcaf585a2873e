import type { Place } from '@fleet/execution';

/** At most ten messages a second for a job. */
const pace = 100;
/** Words of a job that are told together; of more, the newest. */
const mostHeld = 12;

/**
 * Where one running job stands, for whoever watches: what was heard last, a few times a second. A job that is done before the first of it is
 * due tells it when it ends. Words that say no place are told all, as far as they are not too many.
 */
export class JobProgress {
  #words: string[] = [];
  #place: Place | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;
  #ended = false;

  /** `known`: until then nobody can tell what is secret in it. */
  constructor(
    private readonly publish: (text: string, place?: Place) => void,
    known: Promise<unknown> | undefined,
  ) {
    if (!known) this.#ready = true;
    else
      void known.finally(() => {
        this.#ready = true;
        this.#soon();
      });
  }

  tell(text: string, place?: Place): void {
    if (this.#ended) return;
    if (place) this.#words = [];
    else if (this.#place) [this.#words, this.#place] = [[], undefined];
    this.#place = place;
    this.#words.push(text);
    if (this.#words.length > mostHeld) this.#words.shift();
    this.#soon();
  }

  /** The job is about to return. */
  end(): void {
    this.#flush();
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #soon(): void {
    if (this.#ready && !this.#ended && this.#words.length > 0)
      this.#timer ??= setTimeout(() => this.#flush(), pace).unref();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#ready || this.#words.length === 0) return;
    const [text, place] = [this.#words.join('\n'), this.#place];
    this.#words = [];
    this.publish(text, place);
  }
}

import { LineRedaction, type Redactor } from '@fleet/telemetry';

/** Characters that are held while the secrets are not known; of more, the newest. */
const mostHeld = 256 * 1024;

type Stream = 'stdout' | 'stderr';

/**
 * What a command of one job says, on its way from the pipe to whoever may see it: redacted, in whole lines, and not before it is known what
 * is secret.
 */
export class JobOutput {
  readonly #redactions: Record<Stream, LineRedaction>;
  #held: { stream: Stream; text: string }[] | undefined;
  #heldLength = 0;

  constructor(
    redactor: Redactor,
    known: Promise<unknown> | undefined,
    private readonly release: (text: string) => void,
  ) {
    this.#redactions = { stdout: new LineRedaction(redactor), stderr: new LineRedaction(redactor) };
    if (!known) return;
    this.#held = [];
    void known.finally(() => {
      const held = this.#held ?? [];
      this.#held = undefined;
      for (const { stream, text } of held) this.take(stream, text);
    });
  }

  readonly take = (stream: Stream, text: string): void => {
    if (!this.#held) return this.release(this.#redactions[stream].take(text));
    this.#held.push({ stream, text });
    this.#heldLength += text.length;
    while (this.#heldLength > mostHeld && this.#held.length > 1)
      this.#heldLength -= this.#held.shift()?.text.length ?? 0;
  };
}

import { phaseLine, type Phase } from '@fleet/execution';
import { LineRedaction, type Redactor } from '@fleet/telemetry';

/** Characters that are held while the secrets are not known; of more, the newest. */
const mostHeld = 256 * 1024;

type Stream = 'stdout' | 'stderr';

/**
 * What one job says, its commands and its phases, on its way to whoever may see it: redacted, in whole lines, and not before it is known what
 * is secret.
 */
export class JobOutput {
  readonly #redactions: Record<Stream, LineRedaction>;
  #held: { readonly length: number; readonly go: () => void }[] | undefined;
  #heldLength = 0;
  /** What the last phase was about, and how that may be seen: it ends as it began. */
  #about: { readonly given: string; readonly shown: string } | undefined;

  constructor(
    private readonly redactor: Redactor,
    known: Promise<unknown> | undefined,
    private readonly release: (text: string, from: 'command' | 'phase') => void,
  ) {
    this.#redactions = { stdout: new LineRedaction(redactor), stderr: new LineRedaction(redactor) };
    if (!known) return;
    this.#held = [];
    void known.finally(() => {
      const held = this.#held ?? [];
      this.#held = undefined;
      for (const { go } of held) go();
    });
  }

  readonly take = (stream: Stream, text: string): void => {
    this.#when(text.length, () => this.release(this.#redactions[stream].take(text), 'command'));
  };

  /** Each of its texts is redacted as a whole: the line may show less of it than a secret is long. */
  readonly phase = (phase: Phase): void => {
    this.#when(phase.about.length + (phase.end?.reason?.length ?? 0) + 80, () => {
      const { end } = phase;
      const reason = end?.reason === undefined ? undefined : this.redactor.redactText(end.reason);
      const seen = { ...phase, about: this.#shown(phase.about) };
      const whole = end && reason !== undefined ? { ...seen, end: { ...end, reason } } : seen;
      this.release(`${phaseLine(whole)}\n`, 'phase');
    });
  };

  #shown(about: string): string {
    if (this.#about?.given !== about) this.#about = { given: about, shown: this.redactor.redactText(about) };
    return this.#about.shown;
  }

  #when(length: number, go: () => void): void {
    if (!this.#held) return go();
    this.#held.push({ length, go });
    this.#heldLength += length;
    while (this.#heldLength > mostHeld && this.#held.length > 1) this.#heldLength -= this.#held.shift()?.length ?? 0;
  }
}

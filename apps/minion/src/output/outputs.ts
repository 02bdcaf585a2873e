import type { Jid } from '@fleet/protocol';
import { OutputSpool, type Said } from './output-spool.js';
import { OutputSender, type OutputSenderOptions } from './output-sender.js';

export interface OutputsOptions extends OutputSenderOptions {
  /** Told once for a job whose words the disk refuses: the rest of them is in its return only. */
  readonly onLost: (jid: Jid, error: unknown) => void;
}

/** What the running jobs of this minion say. A job that says nothing costs nothing. */
export class Outputs {
  readonly #spools = new Map<Jid, OutputSpool>();
  readonly #sender: OutputSender;

  constructor(
    private readonly directory: string,
    private readonly options: OutputsOptions,
  ) {
    this.#sender = new OutputSender(options);
  }

  append(jid: Jid, text: string): void {
    if (text === '') return;
    let spool = this.#spools.get(jid);
    if (!spool) {
      spool = new OutputSpool(
        this.directory,
        jid,
        () => this.#sender.grown(),
        (error) => this.options.onLost(jid, error),
      );
      this.#spools.set(jid, spool);
      this.#sender.add(spool);
    }
    spool.append(text);
  }

  /** What a job said and the master does not have yet: it travels with the return, of which it is told before. Nothing more is sent apart. */
  async rest(jid: Jid): Promise<Said | undefined> {
    const spool = this.#spools.get(jid);
    if (!spool) return undefined;
    try {
      return await spool.rest(this.#sender.remove(jid));
    } catch (error) {
      // Its answer goes out all the same.
      this.options.onLost(jid, error);
      return undefined;
    }
  }

  /** The job has returned. */
  async end(jid: Jid): Promise<void> {
    const spool = this.#spools.get(jid);
    if (!spool) return;
    this.#spools.delete(jid);
    this.#sender.remove(jid);
    await spool.remove();
  }

  reconnected(): void {
    this.#sender.reconnected();
  }
}

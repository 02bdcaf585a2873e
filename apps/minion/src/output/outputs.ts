import type { Jid } from '@fleet/protocol';
import { OutputSpool } from './output-spool.js';
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

import type { Jid } from '@fleet/protocol';
import { OutputSpool } from './output-spool.js';
import { OutputSender, type OutputSenderOptions } from './output-sender.js';

/** What the running jobs of this minion say. A job that says nothing costs nothing. */
export class Outputs {
  readonly #spools = new Map<Jid, OutputSpool>();
  readonly #sender: OutputSender;

  constructor(
    private readonly directory: string,
    private readonly options: OutputSenderOptions,
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
        (error) => this.options.onFailure(jid, error),
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

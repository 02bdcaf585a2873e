import { setTimeout as pause } from 'node:timers/promises';
import type { JobEvent, JobRequest, Silent } from '@fleet/protocol';
import { MasterRefused, MasterUnreachable, type MasterLink } from '../master-link.js';

/** Milliseconds. `keep`: between words that the job is still wanted; `quiet`: without an event after which it is asked for anew. */
const times = { keep: 8_000, quiet: 120_000, rest: 1_000 };

export interface FollowedJobListener {
  event(job: FollowedJob, event: JobEvent): void;
  /** The master has it still; it does not wait any more for these. */
  kept(job: FollowedJob, silent: readonly Silent[]): void;
}

/** One job whose minions follow logs: watched until it ends, and kept as long as it is watched. */
export class FollowedJob {
  #jid: string | undefined;
  #ended = false;
  #released = false;
  readonly #returned = new Set<string>();
  /** When the master started; another one has forgotten who watches. */
  #master: number | undefined;
  #interrupt: (() => void) | undefined;

  constructor(
    private readonly link: MasterLink,
    private readonly request: JobRequest,
    private readonly listener: FollowedJobListener,
  ) {}

  /** From its creation to its end. @throws MasterRefused, MasterUnreachable before it was created */
  async run(): Promise<void> {
    const keeping = setInterval(() => void this.#keep(), times.keep);
    try {
      await this.#take(this.link.watch('job_create', this.request, times.quiet));
      while (!this.#ended && this.#jid !== undefined) {
        try {
          await this.#take(this.link.watch('job_watch', { jid: this.#jid }, times.quiet));
        } catch (error) {
          // It comes back, or its minions end by themselves.
          if (!(error instanceof MasterUnreachable)) throw error;
          await pause(times.rest);
        }
      }
    } finally {
      clearInterval(keeping);
    }
  }

  /** Its minions need not go on. */
  async release(): Promise<void> {
    this.#released = true;
    if (this.#jid !== undefined) await this.link.ask('job_keep', { jid: this.#jid, release: true });
  }

  async #take(events: AsyncGenerator<JobEvent>): Promise<void> {
    const interrupted = new Promise<undefined>((resolve) => (this.#interrupt = () => resolve(undefined)));
    for (;;) {
      const next = await Promise.race([events.next(), interrupted]);
      if (next === undefined) return void events.return(undefined).catch(() => undefined);
      if (next.done === true) return;
      this.#event(next.value);
      if (this.#ended) return;
    }
  }

  /** Whoever asks anew is told once more what was before. */
  #event(event: JobEvent): void {
    if (event.event === 'created') {
      if (this.#jid !== undefined) return;
      this.#jid = event.jid;
    }
    if (event.event === 'returned') {
      if (this.#returned.has(event.minion)) return;
      this.#returned.add(event.minion);
    }
    this.#ended = event.event === 'ended';
    this.listener.event(this, event);
  }

  async #keep(): Promise<void> {
    const jid = this.#jid;
    if (jid === undefined || this.#released) return;
    try {
      const { master, kept, silent = [] } = await this.link.ask('job_keep', { jid });
      if (this.#master !== undefined && master !== this.#master) this.#interrupt?.();
      this.#master = master;
      if (kept && !this.#ended) this.listener.kept(this, silent);
    } catch (error) {
      // Whoever is away now is asked again; a job that is gone ends by itself.
      if (!(error instanceof MasterUnreachable || error instanceof MasterRefused)) throw error;
    }
  }
}

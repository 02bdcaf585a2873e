import { BusError } from '@fleet/bus';
import type { Jid } from '@fleet/protocol';
import { MasterFault, type AskMaster } from '../ask-master.js';
import type { OutputSpool } from './output-spool.js';

/** Bytes of one part. Milliseconds to rest after a failure; doubles up to the longest. */
const limits = { part: 48 * 1024, rest: 1_000, longestRest: 30_000 };

/**
 * Milliseconds between two parts of one job, unless a whole one waits: a tenth of the time that it has been talking for, at most a
 * second. Of a short job every word is seen at once; a run of an hour on thousands of minions is a message a second of each.
 */
const longestPace = 1_000;

interface Sending {
  readonly spool: Pick<OutputSpool, 'jid' | 'start' | 'end' | 'read'>;
  /** Bytes that the master has; `undefined` where it has to be asked. */
  received: number | undefined;
  /** When it said its first word, and when the next part may go; milliseconds of this process. */
  readonly since: number;
  due: number;
}

export interface OutputSenderOptions {
  /** Asks once; what fails is tried again from here. */
  readonly ask: AskMaster;
  readonly onFailure: (jid: Jid, error: unknown) => void;
  readonly rest?: number;
}

/**
 * Brings what running jobs say to the master: one part at a time, in turn. The master says how much it has, and whoever was cut off goes on
 * from there. Returns go another way, and wait for none of this.
 */
export class OutputSender {
  readonly #jobs = new Map<Jid, Sending>();
  #working = false;
  /** Of the rest after a failure, and of what is there and not due yet. */
  #timer: NodeJS.Timeout | undefined;
  #dueTimer: NodeJS.Timeout | undefined;
  #rest: number;

  constructor(private readonly options: OutputSenderOptions) {
    this.#rest = this.#usualRest;
  }

  add(spool: Sending['spool']): void {
    const now = performance.now();
    this.#jobs.set(spool.jid, { spool, received: 0, since: now, due: now });
  }

  /** Bytes that the master has for certain; the job is sent no more. */
  remove(jid: Jid): number {
    const received = this.#jobs.get(jid)?.received ?? 0;
    this.#jobs.delete(jid);
    return received;
  }

  /** There is a connection (again), perhaps to a master that knows less than the last one. */
  reconnected(): void {
    for (const sending of this.#jobs.values()) sending.received = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#rest = this.#usualRest;
    this.grown();
  }

  /** A job has said more. */
  grown(): void {
    if (this.#working || this.#timer !== undefined) return;
    clearTimeout(this.#dueTimer);
    void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) if (!(await this.#send(next))) return;
    } finally {
      this.#working = false;
    }
  }

  /** Whoever was served goes to the end. Where all that is there is not due yet, it is looked at again when it is. */
  #next(): Sending | undefined {
    const now = performance.now();
    let wait = Infinity;
    for (const [jid, sending] of this.#jobs) {
      const { spool, received, due } = sending;
      if (received !== undefined && received >= spool.end) continue;
      if (received !== undefined && spool.end - received < limits.part && due > now) {
        wait = Math.min(wait, due - now);
        continue;
      }
      this.#jobs.delete(jid);
      this.#jobs.set(jid, sending);
      return sending;
    }
    if (wait < Infinity) this.#dueTimer = setTimeout(() => this.grown(), wait).unref();
    return undefined;
  }

  /** False where it makes no sense to go on now. */
  async #send(sending: Sending): Promise<boolean> {
    const { spool, received } = sending;
    const { jid } = spool;
    try {
      const offset = Math.max(received ?? 0, spool.start);
      const text = received === undefined ? '' : await spool.read(offset, limits.part);
      // It was cut between the look and the reading.
      if (received !== undefined && text === '') return true;
      const answer = await this.options.ask('output', { jid, offset, text });
      sending.received = answer.received;
      const now = performance.now();
      sending.due = now + Math.min(longestPace, (now - sending.since) / 10);
      this.#rest = this.#usualRest;
      return true;
    } catch (error) {
      if (!this.#jobs.has(jid)) return true;
      this.options.onFailure(jid, error);
      if (error instanceof MasterFault && error.fault.code !== 'busy') {
        // The master wants none of it: the job has ended there, or it knows no such thing.
        this.#jobs.delete(jid);
        return true;
      }
      if (!(error instanceof MasterFault || error instanceof BusError)) this.#jobs.delete(jid);
      sending.received = undefined;
      this.#pause();
      return false;
    }
  }

  #pause(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.grown();
    }, this.#rest).unref();
    this.#rest = Math.min(this.#rest * 2, limits.longestRest);
  }

  get #usualRest(): number {
    return this.options.rest ?? limits.rest;
  }
}

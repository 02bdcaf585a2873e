import type { Jid } from '@fleet/protocol';
import { obeyedAlways } from './drain.js';
import type { RunnableCommand, RunningJobs } from './take-on.js';

/** What a job was begun with. */
export type JobBegun = Pick<RunnableCommand, 'jid' | 'function' | 'args' | 'kwargs' | 'operator' | 'schedule'>;

/** The processes that work for a job; see `JobProcesses` of room platform. */
export interface WorkingProcesses {
  readonly pids: readonly number[];
  signal(signal: NodeJS.Signals | number): number;
}

/** Somebody ended this one job; the minion itself goes on. */
export class JobEnded extends Error {
  override readonly name = 'JobEnded';
  readonly code = 'job-ended';
  constructor(readonly how: 'terminate' | 'kill') {
    super(how === 'kill' ? 'the job was killed' : 'the job was told to end');
  }
}

/** A job from its acknowledgement to its return. */
export class JobInHand {
  readonly started = Date.now();
  /** Set by whoever runs it. */
  processes: WorkingProcesses | undefined;
  /** What it said last. */
  progress: string | undefined;
  readonly #controller = new AbortController();

  constructor(
    readonly begun: JobBegun,
    readonly leave: () => void,
  ) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Its processes hear of it first: what waits for them then finds them ended. */
  end(reason: Error): void {
    if (reason instanceof JobEnded) this.processes?.signal(reason.how === 'kill' ? 'SIGKILL' : 'SIGTERM');
    this.#controller.abort(reason);
  }
}

/** Jobs that are taken on although there are too many: those that end others. */
const reserve = 8;

/** The jobs of this process. More than `limit` at once are refused: a flood of commands must not exhaust the machine. */
export class JobsUnderWay implements RunningJobs {
  readonly #jobs = new Map<Jid, JobInHand>();
  #closed = false;
  #left: (() => void)[] = [];

  constructor(private readonly limit = 64) {}

  get size(): number {
    return this.#jobs.size;
  }

  get jids(): readonly Jid[] {
    return [...this.#jobs.keys()];
  }

  get all(): readonly JobInHand[] {
    return [...this.#jobs.values()];
  }

  has(jid: Jid): boolean {
    return this.#jobs.has(jid);
  }

  get(jid: Jid): JobInHand | undefined {
    return this.#jobs.get(jid);
  }

  enter(begun: JobBegun): JobInHand | undefined {
    const { jid } = begun;
    const limit = obeyedAlways(begun.function) ? this.limit + reserve : this.limit;
    if (this.#closed || this.#jobs.size >= limit || this.#jobs.has(jid)) return undefined;
    const job = new JobInHand(begun, () => this.#leave(jid));
    this.#jobs.set(jid, job);
    return job;
  }

  /** Takes on nothing more, tells every job to end, and resolves when the last has. */
  async close(reason: Error): Promise<void> {
    this.#closed = true;
    for (const job of this.#jobs.values()) job.end(reason);
    await this.finished(() => true);
  }

  /** Resolves when none of these is left. */
  async finished(which: (job: JobInHand) => boolean): Promise<void> {
    while (this.all.some(which)) await new Promise<void>((resolve) => this.#left.push(resolve));
  }

  #leave(jid: Jid): void {
    this.#jobs.delete(jid);
    for (const resolve of this.#left.splice(0)) resolve();
  }
}

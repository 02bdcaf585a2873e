import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The process groups that one job has under way, whoever started them for it: a command, systemctl, apt-get. Whoever ends the job
 * ends them.
 */
export class JobProcesses {
  static readonly #current = new AsyncLocalStorage<JobProcesses>();
  readonly #groups = new Set<number>();

  /** Of the job that the caller works for; `undefined` outside of any. */
  static get current(): JobProcesses | undefined {
    return JobProcesses.#current.getStore();
  }

  /** Whatever `work` starts, at once or later, belongs to the job. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return JobProcesses.#current.run(this, work);
  }

  /** Process groups that run now, by the pid of their leader. */
  get pids(): readonly number[] {
    return [...this.#groups];
  }

  add(group: number): void {
    this.#groups.add(group);
  }

  remove(group: number): void {
    this.#groups.delete(group);
  }

  /** Sends a signal to every group; answers how many heard it. */
  signal(signal: NodeJS.Signals | number): number {
    let heard = 0;
    for (const group of this.#groups) {
      try {
        process.kill(-group, signal);
        heard += 1;
      } catch (error) {
        // It has just ended.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    return heard;
  }
}

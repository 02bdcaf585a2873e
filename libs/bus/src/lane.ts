/** Runs tasks of one subscription: a bounded number at once, a bounded number waiting. What comes beyond that is refused. */
export class Lane {
  #running = 0;
  readonly #waiting: (() => Promise<void>)[] = [];
  #idle: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mayWait: number,
  ) {}

  /** False where there is no room. `task` must not reject. */
  offer(task: () => Promise<void>): boolean {
    if (this.#running < this.atOnce) {
      void this.#run(task);
      return true;
    }
    if (this.#waiting.length >= this.mayWait) return false;
    this.#waiting.push(task);
    return true;
  }

  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async #run(first: () => Promise<void>): Promise<void> {
    this.#running += 1;
    for (let task: (() => Promise<void>) | undefined = first; task; task = this.#waiting.shift()) await task();
    this.#running -= 1;
    if (this.#running > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

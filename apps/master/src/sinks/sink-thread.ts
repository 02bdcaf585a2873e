import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SinkOrder, SinkOutcome, SinkThreadData } from '@fleet/protocol';

/** Beside the built master; `FLEET_SINKS_PROGRAM` names another, for a master that runs from its sources. */
const built = fileURLToPath(new URL('../../../../../bin/sinks/main.mjs', import.meta.url));
/** Milliseconds that the thread has beyond the time that a delivery may take, before it counts as stuck. */
const patience = 30_000;
/** Milliseconds that programs have to end when the master does. */
const farewell = 8_000;

export type Deliver = Omit<Extract<SinkOrder, { order: 'deliver' }>, 'order' | 'id'>;

/**
 * The thread that asks web servers and runs programs for the sinks. It is there from the first delivery on; where it ends, the next delivery
 * starts another.
 */
export class SinkThread {
  private thread: Worker | undefined;
  private readonly waiting = new Map<number, (error: string | undefined) => void>();
  private last = 0;
  private stopped = false;

  constructor(
    private readonly data: SinkThreadData,
    private readonly program = process.env['FLEET_SINKS_PROGRAM'] ?? built,
  ) {}

  /** Why it came to nothing; `undefined` where it did not. It never throws. */
  deliver(delivery: Deliver): Promise<string | undefined> {
    const target = this.data.sinks[delivery.sink];
    if (!target || this.stopped) return Promise.resolve('the master stops');
    if (!existsSync(this.program))
      return Promise.resolve(`the program for sinks is not installed: there is no ${this.program}`);
    const id = (this.last += 1);
    return new Promise((resolve) => {
      const stuck = setTimeout(() => {
        this.settle(id, `the thread of sinks said nothing for ${(target.timeout + patience) / 1000} s, and was ended`);
        void this.thread?.terminate();
      }, target.timeout + patience);
      stuck.unref();
      this.waiting.set(id, (error) => {
        clearTimeout(stuck);
        resolve(error);
      });
      const order: SinkOrder = { order: 'deliver', id, ...delivery };
      this.running().postMessage(order);
    });
  }

  /** Programs are ended; what is under way counts as not delivered. */
  async stop(): Promise<void> {
    this.stopped = true;
    const { thread } = this;
    if (!thread) return;
    const gone = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage({ order: 'stop' } satisfies SinkOrder);
    const timer = setTimeout(() => void thread.terminate(), farewell);
    await gone;
    clearTimeout(timer);
  }

  private running(): Worker {
    if (this.thread) return this.thread;
    const thread = new Worker(this.program, {
      workerData: this.data,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      // What it would print belongs nowhere.
      stdout: true,
      stderr: true,
    });
    this.thread = thread;
    let why = 'the thread of sinks ended';
    thread.on('message', ({ id, error }: SinkOutcome) => this.settle(id, error));
    thread.on('error', (error: Error) => (why = `the thread of sinks failed: ${error.message}`));
    thread.on('exit', () => {
      if (this.thread === thread) this.thread = undefined;
      for (const id of [...this.waiting.keys()]) this.settle(id, why);
    });
    return thread;
  }

  private settle(id: number, error: string | undefined): void {
    this.waiting.get(id)?.(error);
    this.waiting.delete(id);
  }
}

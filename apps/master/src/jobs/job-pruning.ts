import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { JobStore } from '@fleet/jobs';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobLog } from './log/job-log.js';

const day = 24 * 3_600_000;

/** Forgets jobs, rollouts and join tokens after their time, and the oldest jobs where the store has grown too large. Audit rows stay. */
@Injectable()
export class JobPruning implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly jobLog: JobLog,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.begin(), 3_600_000);
    this.timer.unref();
    this.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private begin(): void {
    this.running ??= this.prune().finally(() => (this.running = undefined));
  }

  private async prune(): Promise<void> {
    const { store, config, log } = this.master;
    const now = Date.now();
    const before = now - config.keepJobs * day;
    try {
      const tokens = await store.write((open) => open.tokens.prune(now - day));
      const rollouts = await store.write((open) => open.rollouts.prune(before));
      await this.repeat((open) => open.drift.prune(before));
      const jobs =
        (await this.repeat((open) => open.retention.forgetJobs(before))) +
        (await this.repeat((open) => open.retention.forgetScheduled(before)));
      if (jobs + tokens + rollouts > 0) log.info({ jobs, tokens, rollouts }, 'forgot what is past its time');
      const room = await this.makeRoom();
      if (room > 0)
        log.warn({ jobs: room, bytes: config.keepBytes }, 'forgot the oldest jobs: the store had grown too large');
      await this.repeat((open) => (open.retention.shrink() ? 1 : 0));
    } catch (error) {
      log.warn({ err: error }, 'old jobs were not forgotten');
    }
    try {
      await this.jobLog.prune(() => this.stopped);
    } catch (error) {
      log.warn({ err: error }, 'logs of jobs that are forgotten were not removed');
    }
  }

  /** Forgets the oldest jobs until the store takes no more than it may; how many. */
  private makeRoom(): Promise<number> {
    const { keepBytes } = this.master.config;
    if (keepBytes === undefined) return Promise.resolve(0);
    return this.repeat(({ retention }) => (retention.bytes > keepBytes ? retention.forgetJobs(Infinity) : 0));
  }

  /** One step after the other, each a transaction of some milliseconds; others have their turn in between. */
  private async repeat(step: (store: JobStore) => number): Promise<number> {
    let all = 0;
    for (let some = 1; some > 0 && !this.stopped; all += some) {
      some = await this.master.store.write(step);
      await turn();
    }
    return all;
  }
}

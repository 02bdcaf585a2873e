import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

const day = 24 * 3_600_000;

/** Forgets jobs and join tokens after their time. Audit rows stay. */
@Injectable()
export class JobPruning implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.prune(), 3_600_000);
    this.timer.unref();
    void this.prune();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async prune(): Promise<void> {
    const { store, config, log } = this.master;
    const now = Date.now();
    try {
      const [jobs, tokens] = await store.write((open) => {
        const before = now - config.keepJobs * day;
        return [open.jobs.prune(before) + open.scheduled.prune(before), open.tokens.prune(now - day)] as const;
      });
      if (jobs + tokens > 0) log.info({ jobs, tokens }, 'forgot what is past its time');
    } catch (error) {
      log.warn({ err: error }, 'old jobs were not forgotten');
    }
  }
}

import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Jid } from '@fleet/protocol';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { RunningJob, type RunningJobOptions } from './running-job.js';

/** Sends the command of a job to one minion again. */
export type Resend = (key: string) => void;

/** Milliseconds between looks at what jobs wait for. */
const lookEvery = 200;

/** Every job that has not ended; also those that a master before this one began. */
@Injectable()
export class RunningJobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs = new Map<Jid, { readonly job: RunningJob; readonly resend?: Resend }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const started = Date.now();
    for (const { jid, created, timeout, revision, minions } of this.master.store.jobs.running()) {
      const deadline = timeout === undefined ? {} : { deadline: created + timeout };
      this.add({
        jid,
        started,
        ...deadline,
        ...(revision !== undefined && { revision }),
        minions: minions.filter(({ returned }) => !returned),
      });
    }
    if (this.jobs.size > 0) this.master.log.info({ jobs: this.jobs.size }, 'taking over jobs that had not ended');
    this.timer = setInterval(() => this.look(), lookEvery);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  get(jid: Jid): RunningJob | undefined {
    return this.jobs.get(jid)?.job;
  }

  add(options: Omit<RunningJobOptions, 'presence' | 'acknowledgeTimeout'>, resend?: Resend): RunningJob {
    const { acknowledgeTimeout } = this.master.config;
    const job = new RunningJob({ ...options, acknowledgeTimeout, presence: (key) => this.registry.presence(key) });
    this.jobs.set(options.jid, { job, ...(resend && { resend }) });
    return job;
  }

  /** To be called after something happened to the job: ends it when nobody is waited for any more. */
  settle(job: RunningJob): void {
    if (!job.finished || !this.jobs.delete(job.jid)) return;
    // The row may lag behind what watchers see: a master that dies in between ends the job again.
    this.master.store
      .write(({ jobs }) => jobs.end(job.jid, Date.now(), job.silences))
      .catch((error: unknown) =>
        this.master.log.error({ err: error, jid: job.jid }, 'the end of a job was not stored'),
      );
    job.end();
  }

  private look(): void {
    const now = Date.now();
    for (const { job, resend } of [...this.jobs.values()]) {
      if (resend) for (const key of job.unheard(now)) resend(key);
      job.giveUp(now);
      this.settle(job);
    }
  }
}

import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Jid } from '@fleet/protocol';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { CommandSender } from './command-sender.js';
import { JobEvents } from './job-events.js';
import { JobLog } from './log/job-log.js';
import { touchesNothing } from './harmless-functions.js';
import { RunningJob, type RunningJobOptions } from './running-job.js';

/** Milliseconds between looks at what jobs wait for, and at those that wait for nobody who is here. */
const lookEvery = { usual: 200, resting: 5_000 };
/** Milliseconds until an end that could not be stored is tried again. */
const endAgainAfter = 2_000;

/** Every job that has not ended; also those that a master before this one began. */
@Injectable()
export class RunningJobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs = new Map<Jid, RunningJob>();
  /** Jobs that have ended, until the store says so too. */
  private readonly ending = new Map<Jid, RunningJob>();
  /** Jobs whose command is still kept. */
  private readonly deliverable = new Map<Jid, number>();
  private timer: NodeJS.Timeout | undefined;
  private lookedAt = 0;
  private lookedAtAll = 0;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly sender: CommandSender,
    private readonly events: JobEvents,
    private readonly jobLog: JobLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const started = Date.now();
    // A master that was killed may have ended a job without this.
    await this.master.store.write(({ orders }) => orders.removeEnded());
    for (const taken of this.master.store.jobs.running()) {
      const { jid, created, timeout, expires, queue, revision, minions } = taken;
      this.add({
        jid,
        started,
        takenOver: true,
        queue,
        harmless: touchesNothing(taken.function),
        ...(timeout !== undefined && (queue ? { timeout } : { deadline: created + timeout })),
        // One that was written down by a master before jobs had it is not sent again.
        expires: expires ?? created,
        ...(revision !== undefined && { revision }),
        minions: minions.filter(({ returned, silence }) => !returned && !silence),
        silences: minions.flatMap(({ key, minion, silence }) => (silence ? [{ key, minion, reason: silence }] : [])),
      });
      this.jobLog.begin(jid);
    }
    if (this.jobs.size > 0) this.master.log.info({ jobs: this.jobs.size }, 'taking over jobs that had not ended');
    // A master that was killed may have revoked an operator without this.
    for (const { name, revoked } of this.master.store.operators.all())
      if (revoked !== undefined) await this.withdrawOf(name, revoked, 'operator revoke');
    this.timer = setInterval(() => this.look(), lookEvery.usual);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  get(jid: Jid): RunningJob | undefined {
    return this.jobs.get(jid);
  }

  /** In the order of their jids. */
  get all(): readonly RunningJob[] {
    return [...this.jobs.values()];
  }

  /** Who was silent in a job that has just ended; `undefined` where the store knows it. */
  justEnded(jid: Jid): RunningJob['silences'] | undefined {
    return this.ending.get(jid)?.silences;
  }

  add(options: Omit<RunningJobOptions, 'presence' | 'acknowledgeTimeout'>): RunningJob {
    const { acknowledgeTimeout } = this.master.config;
    const job = new RunningJob({ ...options, acknowledgeTimeout, presence: (key) => this.registry.presence(key) });
    this.jobs.set(options.jid, job);
    if (options.expires !== undefined) this.deliverable.set(options.jid, options.expires);
    return job;
  }

  acknowledged(jid: Jid, key: string, at: number): void {
    const job = this.jobs.get(jid);
    job?.acknowledged(key, at);
    if (job?.delivered) this.forgetOrder(jid);
  }

  /** Sends a minion everything that it has missed; how much that was. */
  deliver(key: string): number {
    const now = Date.now();
    // They were added in the order of their jids.
    const missed = [...this.jobs.values()].filter((job) => job.greeted(key, now));
    for (const job of missed) this.sender.again(job.jid, key);
    return missed.length;
  }

  /** Queued jobs that wait for this minion. */
  queuedFor(key: string): number {
    let count = 0;
    for (const job of this.jobs.values()) if (job.queued.has(key)) count += 1;
    return count;
  }

  /** Withdraws what an operator began until then from those that have not got it; how many jobs that were. */
  async withdrawOf(operator: string, until: number, by: string): Promise<number> {
    const open = this.master.store.jobs.openOf(operator, until).flatMap((jid) => this.jobs.get(jid) ?? []);
    const withdrawn = await Promise.all(open.map((job) => this.withdraw(job, by)));
    return withdrawn.filter((minions) => minions.length > 0).length;
  }

  /** Withdraws a job from those that have not got it; their ids. */
  async withdraw(job: RunningJob, by: string): Promise<string[]> {
    // Written down before anybody is told: a master that is killed now must not deliver it after all.
    const silences = job.withdrawable(by);
    if (silences.length > 0) await this.master.store.write(({ jobs }) => jobs.withdraw(job.jid, silences));
    const withdrawn = job.withdraw(silences);
    job.giveUp(Date.now());
    this.settle(job);
    return withdrawn;
  }

  /** To be called after something happened to the job: ends it when nobody is waited for any more. */
  settle(job: RunningJob): void {
    if (job.delivered) this.forgetOrder(job.jid);
    if (!job.finished || !this.jobs.delete(job.jid)) return;
    this.deliverable.delete(job.jid);
    this.ending.set(job.jid, job);
    void this.storeEnd(job);
    job.end();
  }

  /** The row may lag behind what watchers see: a master that dies in between ends the job again, and a full disk is not full for ever. */
  private async storeEnd(job: RunningJob): Promise<void> {
    // First into its log: a master that is killed in between ends the job again, and finds that line there.
    await this.jobLog.ended(job.jid, job.silences);
    try {
      await this.master.store.write((store) => {
        const ended = store.jobs.end(job.jid, Date.now(), job.silences);
        store.orders.remove(job.jid);
        if (ended) this.events.tellEnd(store, job.jid);
      });
      this.ending.delete(job.jid);
    } catch (error) {
      this.master.quiet.warn('the end of a job', { err: error, jid: job.jid }, 'the end of a job is not stored yet');
      setTimeout(() => void this.storeEnd(job), endAgainAfter).unref();
    }
  }

  private look(): void {
    const now = Date.now();
    if (now < this.lookedAt) this.clockWentBack(now);
    this.lookedAt = now;
    const all = now - this.lookedAtAll >= lookEvery.resting || now < this.lookedAtAll;
    if (all) this.lookedAtAll = now;
    for (const job of [...this.jobs.values()]) {
      if (!all && job.resting) continue;
      for (const key of job.unheard(now)) this.sender.again(job.jid, key);
      job.giveUp(now);
      this.settle(job);
    }
    for (const [jid, expires] of this.deliverable) if (now > expires) this.forgetOrder(jid);
  }

  /** What is said to have happened later than now would keep jobs waiting until the clock has caught up. */
  private clockWentBack(now: number): void {
    this.registry.clockWentBack(now);
    for (const job of this.jobs.values()) job.clockWentBack(now);
  }

  /** Nobody is sent it any more: what it says in full is not kept for longer. */
  private forgetOrder(jid: Jid): void {
    if (!this.deliverable.delete(jid)) return;
    this.master.store
      .writeSoon(({ orders }) => orders.remove(jid))
      .catch((error: unknown) =>
        this.master.log.warn({ err: error, jid }, 'the command of a job is kept for longer than it is needed'),
      );
  }
}

import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ScheduledJob } from '@fleet/config';
import type { ScheduleRecord } from '@fleet/jobs';
import type { Jid } from '@fleet/protocol';
import { notOfTheFuture, openCron, turnOf, type CronNext, type Turn } from '@fleet/schedule';
import { RunningJobs } from '../jobs/running-jobs.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { ScheduledCalls } from './scheduled-calls.js';

/** Milliseconds that a changed clock goes unnoticed at most, and between two looks at least. */
const looks = { longest: 15_000, shortest: 100 };
/** Milliseconds after which something that went wrong here is tried again. */
const againAfter = 10_000;

interface Item {
  /** Another one after a reload, which may come while something is being done about it. */
  job: ScheduledJob;
  /** What is being done about it; one thing after the other. */
  work?: Promise<void>;
  notBefore: number;
}

/**
 * What the master does by itself. A turn and its job are one transaction: whoever is killed has done both or neither, and the next process goes on
 * from the row. All times lie in the store of this master; another master has a store, and a schedule, of its own.
 */
@Injectable()
export class MasterSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private items = new Map<string, Item>();
  private cron: CronNext = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly running: RunningJobs,
    private readonly calls: ScheduledCalls,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.take(this.master.config.schedule);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all([...this.items.values()].flatMap(({ work }) => work ?? []));
  }

  /** What is scheduled from now on; what is known of everything else is forgotten. */
  async take(schedule: ReadonlyMap<string, ScheduledJob>): Promise<void> {
    if ([...schedule.values()].some(({ rhythm }) => rhythm.kind === 'cron')) this.cron = await openCron();
    const before = this.items;
    this.items = new Map([...schedule].map(([name, job]) => [name, withJob(before.get(name), job)]));
    const { schedules } = this.master.store;
    await this.master.store.write(() => {
      for (const { name } of schedules.all()) if (!this.items.has(name)) schedules.remove(name);
    });
    this.look();
  }

  get all(): ReadonlyMap<string, { readonly job: ScheduledJob }> {
    return this.items;
  }

  /** When it is due next; `undefined` where it is not enabled, or never comes. */
  nextOf(name: string): number | undefined {
    const item = this.items.get(name);
    const record = item && this.master.store.schedules.get(name);
    if (!record || !isEnabled(item.job, record)) return undefined;
    const turn = this.turnOf(item.job, record, Date.now());
    return turn.what === 'wait' ? turn.until : turn.what === 'never' ? undefined : turn.due;
  }

  isEnabled(name: string): boolean {
    const item = this.items.get(name);
    return item !== undefined && isEnabled(item.job, this.master.store.schedules.get(name));
  }

  /** Now, whatever its times say. Its turn comes all the same. */
  async runNow(name: string): Promise<void> {
    const item = this.items.get(name);
    if (!item) return;
    for (; item.work; await item.work);
    const jid = this.master.store.schedules.get(name)?.jid;
    const work = this.attempt(name, item.job, jid === undefined ? {} : { jid });
    item.work = work.then(nothing, nothing).finally(() => delete item.work);
    await work;
  }

  /** Resolves when it is on disk. */
  async enable(name: string, enabled: boolean): Promise<void> {
    const was = this.isEnabled(name);
    await this.master.store.write(({ schedules }) => {
      schedules.enable(name, enabled);
      // What passed while it was not is nothing that was missed.
      const record = schedules.get(name);
      if (record && enabled && !was) schedules.setTimes(name, record.met, Date.now());
    });
    this.look();
  }

  /** A store that takes nothing right now is asked again; the master goes on. */
  private look(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    let wait = againAfter;
    try {
      wait = this.begin(Date.now());
    } catch (error) {
      this.master.log.error({ err: error }, 'the schedule could not be looked at; it is tried again');
    }
    this.timer = setTimeout(() => this.look(), Math.max(looks.shortest, wait));
    this.timer.unref();
  }

  /** Begins what is due; milliseconds until something may be due again. */
  private begin(now: number): number {
    let wait = looks.longest;
    for (const [name, item] of this.items) {
      if (item.work) continue;
      if (now < item.notBefore && item.notBefore - now <= againAfter) {
        wait = Math.min(wait, item.notBefore - now);
        continue;
      }
      const record = this.met(name, item.job, now);
      if (!record) continue;
      const turn = isEnabled(item.job, record) ? this.turnOf(item.job, record, now) : undefined;
      if (turn?.what === 'wait') wait = Math.min(wait, turn.until - now);
      if (turn?.what !== 'run' && turn?.what !== 'skip') continue;
      this.does(name, item, () => this.turn(name, item.job, record, turn));
    }
    return wait;
  }

  private does(name: string, item: Item, work: () => Promise<void>): void {
    item.work = work()
      .catch((error: unknown) => {
        item.notBefore = Date.now() + againAfter;
        this.master.log.error({ err: error, schedule: name }, 'a scheduled job could not be begun; it is tried again');
      })
      .finally(() => {
        delete item.work;
        this.look();
      });
  }

  private async turn(
    name: string,
    job: ScheduledJob,
    record: ScheduleRecord,
    turn: Extract<Turn, { what: 'run' | 'skip' }>,
  ): Promise<void> {
    const { last, due } = turn;
    if (turn.what === 'run')
      return this.attempt(name, job, { last, due, ...(record.jid !== undefined && { jid: record.jid }) });
    const note = `it was due at ${new Date(due).toISOString()}, and nothing could be begun then`;
    this.master.log.warn({ schedule: name, due }, 'a scheduled job was missed, and is not made up for');
    await this.master.store.write(({ schedules }) =>
      schedules.turn(name, { last, ran: Date.now(), outcome: 'missed', note }),
    );
  }

  /** With the jid of a job that must not go on any more. */
  private async attempt(
    name: string,
    job: ScheduledJob,
    { last, due, jid: before }: { last?: number; due?: number; jid?: Jid },
  ): Promise<void> {
    const { store, log } = this.master;
    const ran = Date.now();
    const turned = last === undefined ? { ran } : { ran, last };
    if (before !== undefined && this.running.get(before)) {
      log.warn({ schedule: name, jid: before }, 'a scheduled job is not begun: the one before still goes on');
      const note = `job ${before} still goes on`;
      return store.write(({ schedules }) => schedules.turn(name, { ...turned, outcome: 'overlap', note }));
    }
    const why = await this.calls.begin(name, job, {
      ...(due !== undefined && { due }),
      written: ({ schedules }, jid) => schedules.turn(name, { ...turned, outcome: 'started', jid }),
    });
    if (why !== undefined)
      await store.write(({ schedules }) => schedules.turn(name, { ...turned, outcome: 'refused', note: why }));
  }

  private turnOf({ rhythm, splay, missed }: ScheduledJob, { name, met, last }: ScheduleRecord, now: number): Turn {
    return turnOf({ name, rhythm, splay, missed, met, ...(last !== undefined && { last }) }, now, this.cron);
  }

  /** What is known of it; where that is nothing, or was told by a clock that was wrong, it is put right first. */
  private met(name: string, job: ScheduledJob, now: number): ScheduleRecord | undefined {
    const { schedules } = this.master.store;
    // One that is turned on again begins anew: what passed meanwhile is nothing that was missed.
    const rhythm = JSON.stringify({ ...job.rhythm, enabled: job.enabled });
    const known = schedules.get(name);
    if (known?.rhythm !== rhythm) {
      schedules.meet(name, rhythm, now);
      return schedules.get(name);
    }
    const met = notOfTheFuture(known.met, now);
    const last = known.last === undefined ? undefined : notOfTheFuture(known.last, now);
    if (met === known.met && last === known.last) return known;
    schedules.setTimes(name, met, last);
    return schedules.get(name);
  }
}

/** The same item: what is being done about it ends there, and nowhere else. */
function withJob(known: Item | undefined, job: ScheduledJob): Item {
  return known ? Object.assign(known, { job }) : { job, notBefore: 0 };
}

function isEnabled({ enabled }: ScheduledJob, record: ScheduleRecord | undefined): boolean {
  return record?.enabled ?? enabled;
}

function nothing(): void {}

import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { RolloutRecord } from '@fleet/jobs';
import { AuditLog } from '../audit/audit-log.js';
import { MasterEvents } from '../events/master-events.js';
import { RunningJobs } from '../jobs/running-jobs.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { after, hasEnded, taskOf, type Happening } from './machine.js';
import { tellChange } from './rollout-events.js';
import { RolloutSteps } from './rollout-steps.js';

/** Milliseconds between looks at what rollouts wait for. */
const lookEvery = 100;
/** Milliseconds by which the clock has to be put forward to be told from a clock that is kept right. */
const leap = 1_000;
/** Milliseconds after which something that went wrong here is tried again. */
const againAfter = 2_000;

interface Open {
  record: RolloutRecord;
  /** What is being done about it; one thing after the other. */
  work: Promise<void> | undefined;
  notBefore: number;
  /** Milliseconds by which the clock was put forward, and which the row does not know of. */
  skipped: number;
  readonly listeners: Set<(record: RolloutRecord) => void>;
}

/**
 * Does what the rows of rollouts ask for. Each step is on disk before anything follows from it, and the row says alone what is next: whatever happens to this
 * process, the next one goes on.
 */
@Injectable()
export class RolloutRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly open = new Map<string, Open>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** How far the clock is before the time that this process has run. */
  private ahead = clockAhead();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly running: RunningJobs,
    private readonly steps: RolloutSteps,
    private readonly audit: AuditLog,
    private readonly events: MasterEvents,
  ) {}

  onApplicationBootstrap(): void {
    const { store, log } = this.master;
    const taken = store.rollouts.open();
    for (const record of taken) this.take(record);
    if (taken.length > 0) log.info({ rollouts: taken.map(({ id }) => id) }, 'taking over rollouts that had not ended');
    this.timer = setInterval(() => this.look(), lookEvery);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await Promise.all([...this.open.values()].flatMap(({ work }) => work ?? []));
  }

  take(record: RolloutRecord): void {
    this.open.set(record.id, { record, work: undefined, notBefore: 0, skipped: 0, listeners: new Set() });
  }

  /** As it stands; of one that has ended, as it ended. */
  get(id: string): RolloutRecord | undefined {
    return this.open.get(id)?.record ?? this.master.store.rollouts.get(id);
  }

  /** Hears of each change, until it has ended; answers how to stop. `undefined`: it has ended. */
  watch(id: string, listener: (record: RolloutRecord) => void): (() => void) | undefined {
    const open = this.open.get(id);
    if (!open || hasEnded(open.record.progress)) return undefined;
    open.listeners.add(listener);
    return () => void open.listeners.delete(listener);
  }

  /** What an operator decided, behind what is being done; whether it changed anything. */
  async decide(id: string, happening: Happening, by: string, action: string): Promise<boolean> {
    const open = this.open.get(id);
    if (!open) return false;
    for (; open.work; await open.work);
    const decided = this.happen(open, happening, { by, action });
    open.work = decided.then(nothing, nothing).finally(() => (open.work = undefined));
    return decided;
  }

  private look(): void {
    const now = Date.now();
    const by = clockAhead() - this.ahead;
    this.ahead += by;
    for (const [id, open] of this.open) {
      if (by > leap) open.skipped += by;
      if (open.work || (now < open.notBefore && open.notBefore - now <= againAfter)) continue;
      if (taskOf(open.record.progress).do === 'nothing') {
        if (hasEnded(open.record.progress)) this.open.delete(id);
        continue;
      }
      this.begin(open);
    }
  }

  private begin(open: Open): void {
    if (this.stopped) return;
    open.work = this.turn(open)
      .catch((error: unknown) => {
        open.notBefore = Date.now() + againAfter;
        const { id } = open.record;
        this.master.quiet.warn(
          `rollout ${id}`,
          { err: error, rollout: id },
          'a rollout could not go on; it is tried again',
        );
        // What was written down before it went wrong counts.
        open.record = this.master.store.rollouts.get(id) ?? open.record;
      })
      .finally(() => (open.work = undefined));
  }

  private async turn(open: Open): Promise<void> {
    const { record } = open;
    const at = Date.now();
    const task = taskOf(record.progress);
    if (this.strange(record)) return void (await this.happen(open, foreign(at)));
    const { skipped } = open;
    if (skipped > 0) {
      await this.happen(open, { what: 'skipped', at, by: skipped });
      open.skipped -= skipped;
      return;
    }
    switch (task.do) {
      case 'nothing':
        return;
      case 'sleep':
        if (at >= task.until || at < record.progress.since) await this.happen(open, { what: 'tick', at });
        return;
      case 'await':
        if (this.master.store.jobs.standing(task.jid) === 'running') return;
        await this.happen(open, { what: 'ended', at, jid: task.jid, failed: this.steps.outcome(record, task.jid) });
        return;
      case 'withdraw': {
        const job = this.running.get(task.jid);
        // Its end may not be stored yet, or it may not be taken over yet.
        if (!job && this.master.store.jobs.standing(task.jid) === 'running') return;
        if (job) await this.running.withdraw(job, `rollout ${record.id}`);
        await this.happen(open, { what: 'withdrawn', at });
        return;
      }
      case 'begin': {
        const instead = await this.steps.begin(record, task.step);
        if (instead) return void (await this.happen(open, instead));
        this.tell(open, this.master.store.rollouts.get(record.id) ?? record);
      }
    }
  }

  /** The store is another than the one in which it went on last: what was done since is not in it, perhaps. */
  private strange({ progress }: RolloutRecord): boolean {
    return progress.epoch !== this.master.store.epoch && !progress.paused && !hasEnded(progress);
  }

  private async happen(open: Open, happening: Happening, said?: { by: string; action: string }): Promise<boolean> {
    const { record } = open;
    const progress = after(record.plan, record.progress, happening);
    if (progress === record.progress) return false;
    const over = hasEnded(progress);
    const deed = {
      ...{ target: `${record.target.type} ${record.target.expression}`, function: record.function, outcome: 'done' },
    };
    const why = progress.reason === undefined ? '' : `, ${progress.reason}`;
    await this.master.store.write((tables) => {
      const { rollouts, audit } = tables;
      tellChange(this.events, tables, record, progress);
      if (over) rollouts.end(record.id, progress, happening.at, progress.withdraw !== undefined);
      else rollouts.save(record.id, progress);
      if (said) audit.append(this.audit.entry(said.by, { ...deed, action: said.action, note: `${record.id}${why}` }));
      else if (over && !hasEnded(record.progress))
        audit.append(
          this.audit.entry(record.key, {
            ...{ ...deed, action: 'rollout_end', outcome: progress.state, note: `${record.id}${why}`.slice(0, 1000) },
          }),
        );
    });
    this.tell(open, this.master.store.rollouts.get(record.id) ?? { ...record, progress });
    if (over && !hasEnded(record.progress))
      this.master.log.info({ rollout: record.id, state: progress.state, why: progress.reason }, 'a rollout has ended');
    return true;
  }

  private tell(open: Open, record: RolloutRecord): void {
    open.record = record;
    for (const listener of [...open.listeners]) listener(record);
    if (hasEnded(record.progress)) open.listeners.clear();
  }
}

function clockAhead(): number {
  return Date.now() - performance.now();
}

/** Whoever asked hears of it. */
function nothing(): void {}

function foreign(at: number): Happening {
  const reason =
    'the store was restored or rebuilt since its last step; see what its jobs did, then resume or abort it';
  return { what: 'pause', at, by: 'fleet-master', reason };
}

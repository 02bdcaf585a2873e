import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JobStore, type RolloutPlan, type RolloutRecord } from '@fleet/jobs';
import { jidSource, type Jid, type JobRequest } from '@fleet/protocol';
import { Redactor } from '@fleet/telemetry';
import { EventJournal } from '../events/event-journal.js';
import { MasterEvents } from '../events/master-events.js';
import { AuditLog } from '../audit/audit-log.js';
import { fault, Refusal } from '../bus/refusal.js';
import type { JobStep } from '../jobs/job-agreement.js';
import type { JobCreation } from '../jobs/job-creation.js';
import type { RunningJobs } from '../jobs/running-jobs.js';
import { Operators } from '../operators/operators.js';
import type { MinionRegistry } from '../presence/minion-registry.js';
import type { MasterRuntime } from '../runtime/runtime.js';
import { beginning, hasEnded } from './machine.js';
import { sealRollout } from './rollout-keep.js';
import { RolloutRunner } from './rollout-runner.js';
import { RolloutSteps } from './rollout-steps.js';

let directory: string;
let store: JobStore;
let fleet: Fleet;
const ordersKey = randomBytes(32);
const masters: KillableMaster[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-runner-'));
  store = JobStore.open(join(directory, 'fleet.db'));
  fleet = new Fleet();
});
afterEach(async () => {
  for (const master of masters.splice(0)) master.kill();
  await fleet.quiet();
  store.close();
  rmSync(directory, { recursive: true });
});

/** Minions that answer a moment later, whatever became of the master, as the stream of returns makes it. */
class Fleet {
  readonly ran: { readonly step: string; readonly minions: readonly string[] }[] = [];
  readonly broken = new Set<string>();
  private readonly next = jidSource();
  private readonly answers = new Set<Promise<void>>();

  jid(): Jid {
    return this.next();
  }

  hear(jid: Jid, step: JobStep, ids: readonly string[]): void {
    this.ran.push({ step: step.name, minions: ids });
    const answered = this.answer(jid, ids).finally(() => this.answers.delete(answered));
    this.answers.add(answered);
  }

  async quiet(): Promise<void> {
    await Promise.all(this.answers);
  }

  private async answer(jid: Jid, ids: readonly string[]): Promise<void> {
    await after(20);
    await store.write(({ jobs }) => {
      for (const minion of ids) {
        const success = !this.broken.has(minion);
        jobs.record(
          { minion, key: `K-${minion}` },
          {
            ...{ kind: 'return', v: 1, jid, minion, function: 'test.ping', value: 'true', started: 0, duration: 1 },
            ...{ success, retcode: success ? 0 : 1 },
          },
          1,
        );
      }
      jobs.end(jid, Date.now(), []);
    });
  }
}

/** The part of a master that rollouts need, with the real store; what was killed writes nothing any more. */
class KillableMaster {
  readonly runner: RolloutRunner;
  private readonly journal: EventJournal;
  private dead = false;

  constructor(private readonly refusal?: () => Refusal | undefined) {
    masters.push(this);
    const fenced = Object.create(store, {
      write: {
        value: (work: (open: JobStore) => unknown) =>
          store.write((open) => {
            // Also what waited for its commit is lost.
            if (this.dead) throw new Error('this process is dead');
            return work(open);
          }),
      },
    }) as JobStore;
    const silent = { info: () => undefined, warn: () => undefined };
    const runtime = {
      ...{ store: fenced, ordersKey, log: silent, quiet: silent, redactor: new Redactor() },
      operators: new Operators(store),
      states: { keeps: () => Promise.resolve(true) },
      config: { events: { rows: 10_000, bytes: 10_000_000, keep: 3_600_000 } },
    } as unknown as MasterRuntime;
    const registry = { get: (key: string) => ({ key, minion: key.slice(2), up: true }) } as unknown as MinionRegistry;
    const jobs = {
      createStep: (_operator: string, request: JobRequest, step: JobStep) => this.create(fenced, request, step),
    };
    const steps = new RolloutSteps(runtime, registry, jobs as unknown as JobCreation);
    const running = { get: () => undefined } as unknown as RunningJobs;
    this.journal = new EventJournal(runtime);
    this.runner = new RolloutRunner(
      runtime,
      running,
      steps,
      new AuditLog(runtime),
      new MasterEvents(runtime, this.journal),
    );
    this.runner.onApplicationBootstrap();
  }

  kill(): void {
    this.dead = true;
    void this.runner.onApplicationShutdown();
    void this.journal.onApplicationShutdown();
  }

  private async create(open: JobStore, request: JobRequest, step: JobStep): Promise<void> {
    const refused = this.refusal?.();
    if (refused) throw refused;
    const jid = fleet.jid();
    const minions = request.target.expression.split(',').map((minion) => ({ minion, key: `K-${minion}` }));
    await open.write((tables) => {
      tables.jobs.create({
        ...{ jid, function: request.function, target: request.target, args: '[]', kwargs: '{}', operator: 'ops' },
        ...{ created: 1, rollout: step.rollout, step: step.name, minions },
      });
      step.written(tables, jid);
    });
    // Whatever happens to this process now: a job that is written down reaches the minions, once.
    fleet.hear(jid, step, request.target.expression.split(','));
  }
}

function made(plan: Partial<RolloutPlan> = {}): RolloutRecord {
  const id = randomBytes(5).toString('hex');
  const target = { type: 'glob', expression: '*' } as const;
  const call = { target, function: 'test.ping', args: '[]', kwargs: '{}' };
  const member = (minion: string) => [{ minion, key: `K-${minion}` }];
  const record: RolloutRecord = {
    ...{ id, created: 1, key: 'K-ops', operator: 'ops', function: 'test.ping', target, args: '[]', kwargs: '{}' },
    sealed: sealRollout(ordersKey, id, { call, watch: false }),
    plan: {
      waves: ['a', 'b', 'c', 'd'].map(member),
      ...{ canary: true, wait: 0, hold: 0, most: 0, gates: [], revert: false, ...plan },
    },
    progress: beginning(Date.now(), store.epoch),
  };
  store.rollouts.create(record);
  return record;
}

async function ended(id: string): Promise<RolloutRecord> {
  for (let turn = 0; turn < 400; turn += 1) {
    const record = store.rollouts.get(id) as RolloutRecord;
    if (hasEnded(record.progress)) return record;
    await after(25);
  }
  throw new Error(`it did not end: ${JSON.stringify(store.rollouts.get(id)?.progress)}`);
}

describe('rollouts in the store', () => {
  it('are gone on with by a master that is killed again and again: each wave once, in its order', async () => {
    const { id } = made({ wait: 30 });
    for (let kill = 0; kill < 8; kill += 1) {
      const master = new KillableMaster();
      await after(60 + kill * 17);
      master.kill();
    }
    void new KillableMaster();
    expect(await ended(id)).toMatchObject({ progress: { state: 'done' } });
    expect(fleet.ran).toEqual([
      { step: 'canary', minions: ['a'] },
      { step: 'wave 1', minions: ['b'] },
      { step: 'wave 2', minions: ['c'] },
      { step: 'wave 3', minions: ['d'] },
    ]);
    expect(store.rollouts.get(id)).not.toHaveProperty('sealed');
  });

  it('stop at a failure', async () => {
    fleet.broken.add('b');
    const { id } = made();
    void new KillableMaster();
    expect(await ended(id)).toMatchObject({
      progress: { state: 'failed', reason: '1 minion failed and none may: b failed' },
    });
    expect(fleet.ran).toHaveLength(2);
    expect(store.audit.list(1)).toMatchObject([{ action: 'rollout_end', outcome: 'failed' }]);
  });

  it('wait for what the moment does not allow, and pause at what does not get better', async () => {
    const { id } = made();
    let refusals = 0;
    const master = new KillableMaster(() => {
      refusals += 1;
      const code = refusals === 1 ? 'unavailable' : 'not-allowed';
      return refusals < 3 ? new Refusal(fault(code, `no: ${code}`)) : undefined;
    });
    for (let turn = 0; turn < 400 && !store.rollouts.get(id)?.progress.paused; turn += 1) await after(25);
    expect(store.rollouts.get(id)?.progress).toMatchObject({
      paused: { by: 'fleet-master', reason: 'no: not-allowed' },
    });
    expect(fleet.ran).toEqual([]);
    const resumed = { what: 'resume', at: Date.now(), epoch: store.epoch } as const;
    expect(await master.runner.decide(id, resumed, 'K-ops', 'rollout_resume')).toBe(true);
    expect(await ended(id)).toMatchObject({ progress: { state: 'done' } });
  });

  it('wait no less where the clock is put forward', async () => {
    const { id } = made({ wait: 1_800_000 });
    void new KillableMaster();
    const waiting = async (since: number): Promise<number> => {
      for (let turn = 0; turn < 400; turn += 1) {
        const progress = store.rollouts.get(id)?.progress;
        if (progress?.state === 'waiting' && progress.since > since) return progress.since;
        await after(25);
      }
      throw new Error(`it does not wait: ${JSON.stringify(store.rollouts.get(id)?.progress)}`);
    };
    const since = await waiting(0);
    const right = Date.now;
    try {
      Date.now = () => right() + 3_600_000;
      await waiting(since + 3_500_000);
      await after(250);
      expect(store.rollouts.get(id)?.progress.state).toBe('waiting');
    } finally {
      Date.now = right;
    }
    expect(fleet.ran).toHaveLength(1);
  });

  it('pause where they were sealed with another key', async () => {
    const record = made();
    store.rollouts.end(record.id, record.progress, 1, false);
    const other = {
      ...record,
      id: 'ffffffffff',
      sealed: sealRollout(randomBytes(32), 'ffffffffff', {
        call: { target: record.target, function: 'test.ping', args: '[]', kwargs: '{}' },
        watch: false,
      }),
    };
    store.rollouts.create(other);
    void new KillableMaster();
    for (let turn = 0; turn < 400 && !store.rollouts.get(other.id)?.progress.paused; turn += 1) await after(25);
    expect(store.rollouts.get(other.id)?.progress.paused?.reason).toContain('sealed with another key');
  });
});

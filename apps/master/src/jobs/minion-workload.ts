import { Inject, Injectable } from '@nestjs/common';
import type { Jid, JobAtMinion, MinionWork } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { Access } from '../access/access.js';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobSight } from './job-sight.js';
import type { Member } from './member.js';
import type { RunningJob } from './running-job.js';
import { RunningJobs } from './running-jobs.js';

type Call = Pick<JobAtMinion, 'function' | 'args' | 'kwargs' | 'operator'>;

const order = { running: 0, waiting: 1, sent: 2, queued: 3 } as const;

/** What each minion works on, and what waits for it: from what the master waits for, and from what minions say of themselves. */
@Injectable()
export class MinionWorkload {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly running: RunningJobs,
    private readonly sight: JobSight,
    private readonly access: Access,
  ) {}

  /** @param glob over the ids of minions */
  of(operator: string, glob = '*'): MinionWork[] {
    const matches = compileGlob(glob);
    const minions = this.registry.all().filter(({ minion }) => matches(minion));
    const all = this.running.all;
    const byKey = new Map<string, JobAtMinion[]>(minions.map(({ key }) => [key, []]));
    const calls = new Map<Jid, Call>();
    for (const job of all)
      for (const member of job.members) {
        const minion = this.registry.get(member.key);
        if (minion) byKey.get(member.key)?.push({ ...atMinion(job, member, minion), ...this.call(job.jid, calls) });
      }
    return minions
      .map((minion): MinionWork => {
        const known = byKey.get(minion.key) ?? [];
        const jobs = [...known, ...this.unexpected(minion, known, calls)]
          .filter((job) => this.maySee(operator, job))
          .map((job) => (this.sight.sees(operator, job.operator) ? job : nameless(job)));
        return { ...presenceOf(minion), jobs: jobs.sort((a, b) => place(a, minion) - place(b, minion)) };
      })
      .filter(({ jobs }) => jobs.length > 0);
  }

  /** What it says that it runs, and nobody waits for any more: jobs that were given up, and those of its own schedule. */
  private unexpected(minion: KnownMinion, known: readonly JobAtMinion[], calls: Map<Jid, Call>): JobAtMinion[] {
    const { jobs } = this.master.store;
    const { jids = [], waiting = [] } = minion.up ? (minion.running ?? {}) : {};
    return jids
      .filter((jid) => !known.some((job) => job.jid === jid))
      .filter((jid) => jobs.operatorOf(jid) === undefined || jobs.expects(jid, minion.key))
      .map((jid) => ({
        jid,
        stands: waiting.includes(jid) ? 'waiting' : 'running',
        ...(jobs.operatorOf(jid) === undefined ? { operator: 'schedule' } : this.call(jid, calls)),
      }));
  }

  private call(jid: Jid, calls: Map<Jid, Call>): Call {
    let call = calls.get(jid);
    if (!call) {
      const row = this.master.store.jobs.row(jid);
      call = row ? { function: row.function, args: row.args, kwargs: row.kwargs, operator: row.operator } : {};
      calls.set(jid, call);
    }
    return call;
  }

  /** That a minion is busy may know whoever sees its status. */
  private maySee(operator: string, job: JobAtMinion): boolean {
    return this.sight.sees(operator, job.operator) || this.access.mayRead(operator, 'status');
  }
}

function atMinion(
  job: RunningJob,
  { key, acknowledged, progress }: Readonly<Member>,
  minion: KnownMinion,
): JobAtMinion {
  const { jid, queuedUntil: until } = job;
  if (acknowledged === undefined)
    return job.queued.has(key) && !minion.up
      ? { jid, stands: 'queued', ...(until !== undefined && { until }) }
      : { jid, stands: 'sent' };
  const waits = minion.running?.waiting?.includes(jid) === true;
  return {
    ...{ jid, stands: waits ? 'waiting' : 'running', since: acknowledged },
    ...(progress !== undefined && { progress }),
  };
}

function nameless({ jid, stands, since }: JobAtMinion): JobAtMinion {
  return { jid, stands, ...(since !== undefined && { since }) };
}

function presenceOf({ minion, up, since }: KnownMinion): Omit<MinionWork, 'jobs'> {
  return { minion, up, ...(!up && since !== undefined && { since }) };
}

/** What runs first; what waits stands in the order of its turns, and the rest in that of its jids. */
function place({ jid, stands }: JobAtMinion, { running }: KnownMinion): number {
  const turn = stands === 'waiting' ? (running?.waiting?.indexOf(jid) ?? 0) : 0;
  return order[stands] * 10_000 + turn;
}

import { Inject, Injectable } from '@nestjs/common';
import type { JobRequest } from '@fleet/protocol';
import { refuse } from '../bus/refusal.js';
import type { KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { AuditLog } from '../audit/audit-log.js';
import { Access } from '../access/access.js';
import { JobSight } from './job-sight.js';
import { RunningJobs } from './running-jobs.js';

/** Milliseconds for which a command is good: sent to a minion that is here, and one that waits for its minion. */
const lifetimes = { usual: 5 * 60_000, queued: 24 * 3_600_000 };
/** Queued jobs that may wait for one minion. */
const most = 100;

/** Jobs that wait for minions that are away. */
@Injectable()
export class Queueing {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly running: RunningJobs,
    private readonly access: Access,
    private readonly sight: JobSight,
    private readonly audit: AuditLog,
  ) {}

  lifetime({ queue, expires }: Pick<JobRequest, 'queue' | 'expires'>): number {
    if (queue === true) return expires ?? lifetimes.queued;
    if (expires !== undefined) refuse('malformed', 'only a queued job has an expiry of its own');
    return lifetimes.usual;
  }

  /** @throws Refusal `busy` where too many wait for one of these already */
  demandRoom(minions: readonly KnownMinion[]): void {
    const full = minions.filter(({ key, up }) => !up && this.running.queuedFor(key) >= most);
    if (full.length === 0) return;
    const names = full.map(({ minion }) => minion);
    refuse(
      'busy',
      `${most} jobs wait for ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''} already; fleetctl jobs list shows them, fleetctl jobs cancel JID withdraws one`,
      { minions: names, limit: most },
    );
  }

  /** Withdraws a job from those that have not got it; their ids. */
  async cancel(operator: string, jid: string): Promise<string[]> {
    const { jobs } = this.master.store;
    const by = this.sight.demand(operator, jid);
    const name = jobs.functionOf(jid);
    if (!this.sight.isOwn(operator, by) && !this.access.has(operator, 'jobs'))
      return refuse('not-allowed', 'withdrawing the jobs of others takes the right `jobs`');
    const job = this.running.get(jid);
    if (!job) return refuse('conflict', `job ${jid} has ended; there is nothing to withdraw`);
    await this.audit.record(operator, {
      action: 'job_cancel',
      ...(name !== undefined && { function: name }),
      jid,
      outcome: 'done',
    });
    return this.running.withdraw(job, this.master.operators.name(operator));
  }
}

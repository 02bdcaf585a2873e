import { Inject, Injectable } from '@nestjs/common';
import type { ExpectedRow } from '@fleet/jobs';
import type { Jid, JobKilled } from '@fleet/protocol';
import { stringifyExact, type ValueMap } from '@fleet/values';
import { Access } from '../access/access.js';
import type { Call } from '../access/call.js';
import { AuditLog } from '../audit/audit-log.js';
import { exactList, exactMap } from '../bus/exact.js';
import { refuse, Refusal } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { JobCreation } from './job-creation.js';
import { JobSight } from './job-sight.js';
import { RequestKeep } from './request-keep.js';
import { RunningJobs } from './running-jobs.js';

/** Minions that were silent for one of these have never begun it. */
const neverBegan = ['never-connected', 'expired', 'cancelled', 'duplicate'];

/** Ends a job where it runs, by a job of its own that everybody sees, and withdraws it from those that have not got it. */
@Injectable()
export class JobEndings {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly sight: JobSight,
    private readonly access: Access,
    private readonly registry: MinionRegistry,
    private readonly running: RunningJobs,
    private readonly kept: RequestKeep,
    private readonly creation: JobCreation,
    private readonly audit: AuditLog,
  ) {}

  async kill(operator: string, jid: Jid, signal = 'TERM'): Promise<JobKilled> {
    const call = endingCall(jid, signal);
    const ends = call.function !== 'saltutil.signal_job';
    const open = this.openOf(operator, jid, call);
    const name = this.master.operators.name(operator);
    const deed = { action: 'job_kill', target: jid, function: call.function, jid };
    await this.audit.record(operator, { ...deed, outcome: 'done' });
    const job = this.running.get(jid);
    const withdrawn = ends && job ? (await this.running.withdraw(job, name)).sort() : [];
    const isUp = ({ key }: ExpectedRow): boolean => this.registry.get(key)?.up === true;
    // One that it was withdrawn from may have it on its way, if it is there. A signal is for those that run it now.
    const told = open.filter((row) => isUp(row) || (ends && !withdrawn.includes(row.minion)));
    if (told.length === 0 && withdrawn.length === 0)
      return refuse(
        'conflict',
        open.length === 0
          ? `job ${jid} has ended: there is nothing to end`
          : `nobody who may run job ${jid} is connected; without --signal they hear of its end when they come back`,
      );
    const away = open.filter((row) => !isUp(row) && !withdrawn.includes(row.minion)).map(({ minion }) => minion);
    if (told.length === 0) return { withdrawn, away };
    const minions = told.map(({ minion }) => minion);
    const begun = await this.creation.createEnding(
      operator,
      {
        target: { type: 'list', expression: minions.join(',') },
        function: call.function,
        args: stringifyExact([...call.args]),
        kwargs: '{}',
        watch: false,
        ...(ends && away.length > 0 && { queue: true }),
      },
      jid,
    );
    return { told: { jid: begun, minions }, withdrawn, away };
  }

  /** Those that may have it under way. @throws Refusal */
  private openOf(operator: string, jid: Jid, ending: Call): ExpectedRow[] {
    const { jobs } = this.master.store;
    if (jobs.operatorOf(jid) === undefined) return this.scheduledOn(operator, jid, ending);
    const by = this.sight.demand(operator, jid);
    const rows = jobs.expected(jid);
    if (!this.sight.isOwn(operator, by)) {
      if (!this.access.has(operator, 'jobs'))
        return refuse('not-allowed', 'ending the jobs of others takes the right `jobs`');
      this.demandCall(operator, this.callOf(jid), rows);
    }
    return rows.filter(
      ({ key, returned, silence }) =>
        !returned && !(silence && neverBegan.includes(silence.code)) && this.registry.get(key) !== undefined,
    );
  }

  /** What a minion began by itself the master knows from its beats alone. */
  private scheduledOn(operator: string, jid: Jid, ending: Call): ExpectedRow[] {
    const there = this.registry.all().filter(({ running }) => running?.jids.includes(jid) === true);
    if (there.length === 0 || !this.sight.sees(operator, 'schedule')) return this.sight.unknown(operator, jid);
    if (!this.access.has(operator, 'jobs'))
      return refuse('not-allowed', 'ending what a schedule began takes the right `jobs`');
    this.demandCall(operator, ending, there);
    return there.map(({ key, minion }) => ({ key, minion, returned: false }));
  }

  private demandCall(
    operator: string,
    call: Call,
    minions: readonly ExpectedRow[] | ReturnType<MinionRegistry['all']>,
  ) {
    const grains = (key: string): ValueMap => this.registry.grains(key);
    const refusal = this.access.callRefusal({ operator, call, minions, grains });
    if (refusal) throw new Refusal(refusal);
  }

  /** As it was asked; where that is not kept, as it is shown. */
  private callOf(jid: Jid): Call {
    const { function: name, args, kwargs } = this.kept.get(jid) ?? (this.master.store.jobs.show(jid) as Exact);
    return { function: name, args: exactList(args, 'args'), kwargs: exactMap(kwargs, 'kwargs') };
  }
}

type Exact = { function: string; args: string; kwargs: string };

function endingCall(jid: Jid, signal: string): Call {
  const kwargs: ValueMap = new Map();
  if (signal === 'TERM') return { function: 'saltutil.term_job', args: [jid], kwargs };
  if (signal === 'KILL') return { function: 'saltutil.kill_job', args: [jid], kwargs };
  return { function: 'saltutil.signal_job', args: [jid, signal], kwargs };
}

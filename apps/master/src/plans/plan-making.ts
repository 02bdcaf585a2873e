import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { contexts, PlanDigest, signText } from '@fleet/identity';
import { makePlan, type Jid, type JobDetails, type PlanEvent, type PlanHeader } from '@fleet/protocol';
import { mask } from '@fleet/telemetry';
import { Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import { exactList, exactMap } from '../bus/exact.js';
import { refuse } from '../bus/refusal.js';
import { Confirmation } from '../jobs/confirmation.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { readPlan } from './plan-part.js';

/** Milliseconds for which a plan is good. */
const lifetime = 24 * 3_600_000;

type PlannedJob = Pick<JobDetails, 'args' | 'kwargs' | 'target' | 'operator'> & { readonly revision: string };

/** Turns the returns of a job of `state.plan` into a plan that this master knows again. */
@Injectable()
export class PlanMaking {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly access: Access,
    private readonly confirmation: Confirmation,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Refusal where there is no such job, or none that a plan can be made of */
  async begin(operator: string, jid: Jid): Promise<AsyncGenerator<PlanEvent>> {
    const job = this.jobOf(operator, jid);
    await this.audit.record(operator, { action: 'plan_create', function: makePlan, jid, outcome: 'done' });
    return this.events(jid, job);
  }

  private async *events(jid: Jid, job: PlannedJob): AsyncGenerator<PlanEvent> {
    const { pieces } = this.master.store;
    const digest = new PlanDigest();
    const minions: string[] = [];
    for (const { key, minion } of pieces.minionsOf(jid)) {
      const read = readPlan(minion, pieces.returnOf(jid, key));
      if (read.ok) {
        minions.push(minion);
        digest.add(read.part);
        yield { event: 'part', part: read.part };
      } else yield { event: 'left-out', minion, why: read.why };
      // A plan of thousands is not written in one breath.
      await turn();
    }
    if (minions.length === 0) refuse('conflict', 'there is nothing to plan: no dry run ended well');
    const header: PlanHeader = {
      ...{ kind: 'plan', v: 1, jid, created: Date.now(), expires: Date.now() + lifetime },
      operator: job.operator,
      target: job.target,
      args: job.args,
      kwargs: job.kwargs,
      revision: job.revision,
      asks: await this.asksOf(job, minions),
      minions,
      digest: digest.text,
    };
    yield { event: 'signed', plan: signText(this.master.trust.commandSigner, contexts.plan, JSON.stringify(header)) };
  }

  private jobOf(operator: string, jid: Jid): PlannedJob {
    const { jobs, pieces } = this.master.store;
    const mine = jobs.operatorOf(jid) === this.master.operators.name(operator);
    const name = jobs.functionOf(jid);
    if (name === undefined || !(mine || this.access.mayRead(operator, 'jobs')))
      return refuse('not-found', `there is no job ${jid}`);
    if (name !== makePlan) return refuse('conflict', `job ${jid} ran ${name}; a plan is made of ${makePlan}`);
    const row = pieces.callOf(jid);
    const { revision } = row ?? {};
    if (row === undefined || revision === undefined) return refuse('not-found', `there is no job ${jid}`);
    const kwargs = exactMap(row.kwargs, 'kwargs');
    if (kwargs.has('test')) return refuse('conflict', `${makePlan} takes no test: it is a dry run by itself`);
    if (kwargs.has('pillar') || row.args.includes(mask) || row.kwargs.includes(mask))
      return refuse(
        'conflict',
        'a plan with pillar data or secrets among its arguments cannot be kept; put them into the pillar, and plan again',
      );
    return { ...row, revision };
  }

  private asksOf({ args, kwargs }: PlannedJob, minions: readonly string[]): Promise<PlanHeader['asks']> {
    const call = { function: 'state.apply', args: exactList(args, 'args'), kwargs: exactMap(kwargs, 'kwargs') };
    return this.confirmation.asksOf(call, minions);
  }
}

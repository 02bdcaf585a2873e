import { Controller, Inject } from '@nestjs/common';
import { Matches } from 'class-validator';
import { from, type Observable } from 'rxjs';
import { contexts, signText } from '@fleet/identity';
import { applyPlan, type Jid, type MinionServices, type PlanEvent, type PlannedAnswer } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { exactList } from '../bus/exact.js';
import { MinionService, OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { JobIdBody } from '../jobs/job-bodies.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { PlanMaking } from './plan-making.js';
import { readPlan } from './plan-part.js';

class PlannedBody {
  @Matches(/^[0-9]{20}$/, { message: 'jid must have 20 digits' }) readonly jid!: Jid;
  @Matches(/^[A-Za-z0-9_-]{22}$/) readonly nonce!: string;
}

/** Plans: made for operators, handed in parts to the minions that apply them. */
@Controller()
export class PlansController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly making: PlanMaking,
  ) {}

  @OperatorMethod('plan_create', JobIdBody)
  async create({ jid }: JobIdBody, { key }: Caller): Promise<Observable<PlanEvent>> {
    return from(await this.making.begin(key, jid));
  }

  /** Its own part alone, and only while it runs the job that applies it. */
  @MinionService('plan', PlannedBody)
  plan({ jid, nonce }: PlannedBody, { key }: Caller): MinionServices['plan']['answer'] {
    const { jobs, pieces, meta } = this.master.store;
    const minion = this.registry.get(key);
    if (!minion) return refuse('not-allowed', 'this key is not accepted');
    if (jobs.functionOf(jid) !== applyPlan || !jobs.expects(jid, key))
      return refuse('not-found', `job ${jid} applies no plan on this minion`);
    const plan = exactList(pieces.callOf(jid)?.args ?? '[]', 'args')[0];
    const read = readPlan(minion.minion, typeof plan === 'string' ? pieces.returnOf(plan, key) : undefined);
    if (!read.ok || typeof plan !== 'string')
      return refuse('not-found', 'what this minion planned is not kept any more');
    const { proof, states } = read;
    const appliedBy = pieces.appliedBy(plan, key);
    const answer: PlannedAnswer = {
      ...{ minion: key, nonce, epoch: meta.epoch, plan, proof, states },
      ...(appliedBy !== undefined && { appliedBy }),
    };
    return signText(this.master.trust.commandSigner, contexts.planned, JSON.stringify(answer));
  }
}

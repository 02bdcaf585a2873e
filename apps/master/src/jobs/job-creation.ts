import { Inject, Injectable } from '@nestjs/common';
import { jidSource, type Jid, type JobRequest } from '@fleet/protocol';
import type { ApprovalRecord } from '@fleet/jobs';
import { stringifyExact, type ValueMap } from '@fleet/values';
import { Access } from '../access/access.js';
import { shownCall } from '../access/shown-call.js';
import { ApprovalRequests, sameMinions } from '../approvals/approval-requests.js';
import { AuditLog } from '../audit/audit-log.js';
import { exactList, exactMap } from '../bus/exact.js';
import { whyNoCheck } from '../drift/scope.js';
import { refuse, Refusal } from '../bus/refusal.js';
import { PlanOrders } from '../plans/plan-orders.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { PillarCompiler } from '../pillar/pillar-compiler.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { CommandSender, type Order } from './command-sender.js';
import { Confirmation } from './confirmation.js';
import type { RunningJob } from './running-job.js';
import { touchesNothing } from './harmless-functions.js';
import type { Agreement, JobStep, ScheduledRun } from './job-agreement.js';
import { jobDeed, type JobDeed } from './job-deed.js';
import { JobEvents } from './job-events.js';
import { JobLog } from './log/job-log.js';
import { OrderKeep } from './order-keep.js';
import { Queueing } from './queueing.js';
import { RequestKeep, type MadeRequest } from './request-keep.js';
import { RunningJobs } from './running-jobs.js';
import { TargetResolver } from './target-resolver.js';
import { readsTree } from './tree-functions.js';

/** Turns a request into a job: whom it means → may they → is it confirmed → is it approved → write down → send. */
@Injectable()
export class JobCreation {
  private readonly nextJid: () => Jid;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly targets: TargetResolver,
    private readonly registry: MinionRegistry,
    private readonly sender: CommandSender,
    private readonly running: RunningJobs,
    private readonly jobLog: JobLog,
    private readonly kept: OrderKeep,
    private readonly requests: RequestKeep,
    private readonly queueing: Queueing,
    private readonly access: Access,
    private readonly confirmation: Confirmation,
    private readonly approvals: ApprovalRequests,
    private readonly audit: AuditLog,
    private readonly events: JobEvents,
    private readonly pillar: PillarCompiler,
    private readonly plans: PlanOrders,
  ) {
    this.nextJid = jidSource(Date.now, master.store.jobs.lastJid());
  }

  /** @param begun is told of the job before its command leaves, so that no event is missed */
  create(operator: string, request: MadeRequest, begun: (job: RunningJob) => void): Promise<void> {
    return this.attempt(operator, request, begun);
  }

  /** A request that was held back, in the name of who made it: its rights and its minions are looked at again. */
  createApproved(record: ApprovalRecord, request: JobRequest, approvers: readonly string[]): Promise<void> {
    const { id, key, minions } = record;
    return this.attempt(key, request, () => undefined, { approved: { id, approvers, minions } });
  }

  /** A step of a rollout, in the name of who made it: its rights are looked at again. */
  createStep(operator: string, request: JobRequest, step: JobStep): Promise<void> {
    return this.attempt(operator, request, () => undefined, { step });
  }

  /** What ends a job: its jid. Whoever calls has looked at whether the operator may. */
  async createEnding(operator: string, request: JobRequest, ends: Jid): Promise<Jid> {
    let jid: Jid | undefined;
    await this.attempt(operator, request, (job) => (jid = job.jid), { ends });
    return jid as Jid;
  }

  /** In the name of a schedule, with the rights of its role. */
  createScheduled(operator: string, request: JobRequest, scheduled: ScheduledRun): Promise<void> {
    return this.attempt(operator, request, () => undefined, { scheduled });
  }

  private async attempt(
    operator: string,
    request: MadeRequest,
    begun: (job: RunningJob) => void,
    agreed: Agreement = {},
  ): Promise<void> {
    if (request.kwargs.includes('"pillar"')) await this.pillar.learnSecretNames();
    const deed = jobDeed(this.master.redactor, request, agreed);
    try {
      await this.start(operator, request, deed, begun, agreed);
    } catch (error) {
      if (error instanceof Refusal) {
        const { code, message } = error.fault;
        await this.audit.refused(operator, {
          ...deed,
          outcome: code,
          ...(code === 'not-allowed' && { note: message }),
        });
      }
      throw error;
    }
  }

  private async start(
    operator: string,
    request: MadeRequest,
    deed: JobDeed,
    begun: (job: RunningJob) => void,
    { approved, step, scheduled, ends }: Agreement,
  ): Promise<void> {
    const { store, bus, operators } = this.master;
    const args = exactList(request.args, 'args');
    const kwargs = exactMap(request.kwargs, 'kwargs');
    const call = { function: request.function, args, kwargs };
    const unfit = request.kind === 'drift' ? whyNoCheck(request) : undefined;
    if (unfit !== undefined) return refuse('bad-arguments', unfit);
    const planned = this.plans.opened(request);
    // Whoever may apply the states of a plan may apply the plan, and nobody else.
    const asked = planned?.call ?? step?.asked ?? call;
    const { minions, selfEvident, missing } = await this.targets.resolve(request.target);
    const grains = (key: string): ValueMap => this.registry.grains(key);
    const refusal =
      ends === undefined ? this.access.callRefusal({ operator, call: asked, minions, grains }) : undefined;
    if (refusal) throw new Refusal(refusal);
    if (request.reveal && !this.access.has(operator, 'secrets'))
      return refuse(
        'not-allowed',
        `${operators.name(operator)} may not see secrets: --show-secrets takes the right \`secrets\``,
      );
    if (planned) await this.plans.demandFit(planned, minions);
    const ids = minions.map(({ minion }) => minion);
    if (!step && ends === undefined) {
      const asks = await this.confirmation.asksOf(asked, ids);
      this.confirmation.demand(request, asks, ids);
      const wanted = {
        ...{ operator, request, call, minions, grains },
        destroys: [...(planned ? [asked.function] : []), ...asks.map(({ what }) => what)],
      };
      // Nobody is there to wait for an approval, and the next turn would ask for another.
      if (scheduled) this.approvals.demandNone(wanted);
      else if (!approved) await this.approvals.demand(wanted);
    }
    const agreed = approved ?? step;
    if (agreed && !sameMinions(agreed.minions, minions))
      return refuse('conflict', 'the target means other minions than those that were approved; ask again');
    if (request.queue === true) this.queueing.demandRoom(minions);
    const revision = planned ? { revision: planned.header.revision } : await this.revisionFor(request, step);
    if (!bus.connected)
      return refuse('unavailable', 'the master has no connection to the bus right now; nothing was sent');

    const jid = this.nextJid();
    const name = operators.name(operator);
    const created = Date.now();
    const queue = request.queue === true;
    const expires = created + this.queueing.lifetime(request);
    const order: Order = {
      jid,
      expires,
      target: request.target,
      function: request.function,
      args: request.args,
      kwargs: request.kwargs,
      operator: name,
      ...(request.confirmed === true && { confirmed: true }),
      ...(request.destroy === true && { destroy: true }),
      ...(request.reveal && { reveal: { sealKey: request.reveal.sealKey } }),
      ...revision,
    };
    if (!this.sender.fits(order))
      return refuse(
        'too-large',
        'the arguments are too large: the signed command would not fit into one message of the bus',
      );
    const timeout = request.timeout ?? this.master.config.jobTimeout;
    const expected = minions.map(({ key, minion }) => ({ key, minion }));
    const kept = shownCall(this.master.redactor, call).text;
    await store.write((tables) => {
      const { jobs, orders, audit, approvals, operators: known } = tables;
      // Whoever is revoked while the target is looked up begins nothing any more.
      if (known.get(operator)?.revoked !== undefined) return refuse('not-allowed', `the operator ${name} was revoked`);
      if (approved && !approvals.end(approved.id, 'started', { jid }))
        return refuse('conflict', `${approved.id} does not wait any more`);
      jobs.create({
        jid,
        function: request.function,
        target: request.target,
        ...kept,
        operator: name,
        created,
        timeout,
        expires,
        queue,
        ...revision,
        ...(step && { rollout: step.rollout, step: step.name }),
        ...(request.rerunOf !== undefined && { rerunOf: request.rerunOf }),
        ...(request.kind && { kind: request.kind }),
        ...(step?.gate === true && { kind: 'gate' }),
        minions: expected,
      });
      this.requests.keep(tables, jid, step ? { ...request, kwargs: stringifyExact(step.asked.kwargs) } : request);
      (step ?? scheduled)?.written(tables, jid);
      this.kept.keep({ orders }, order);
      audit.append(this.audit.entry(operator, { ...deed, jid }));
      if (request.reveal) audit.append(this.audit.entry(operator, { ...deed, action: 'show_secrets', jid }));
      this.events.tellNew(tables, {
        ...{ jid, request, operator: name, minions: expected.length, shown: kept, ...revision },
        ...(approved && { approval: approved.id }),
        ...(step && { rollout: step.rollout, step: step.name }),
      });
    });

    const job = this.running.add({
      ...{ jid, minions: expected, started: created, expires, queue, ...revision, missing },
      ...(queue ? { timeout } : { deadline: created + timeout }),
      harmless: touchesNothing(request.function),
    });
    this.jobLog.begin(jid);
    begun(job);
    const now = minions.filter(({ key }) => job.maySend(key, created));
    // A broadcast is for whoever matches when it is heard: it is one for those who were looked at, or none.
    const forAll =
      selfEvident && !agreed && now.length === minions.length && this.targets.meansOnly(request.target, now);
    if (now.length > 0 && !this.sender.send(order, now, forAll))
      this.master.log.warn(
        { jid },
        'the bus was lost while a command was sent; minions that did not hear it get it again',
      );
    // Who is not here is known at once.
    job.giveUp(created);
    this.running.settle(job);
  }

  /** All steps of a rollout have one revision, whatever becomes of the tree meanwhile. */
  private async revisionFor({ function: name }: JobRequest, step?: JobStep): Promise<{ revision?: string }> {
    if (!readsTree(name)) return {};
    return { revision: step?.revision ?? (await this.master.states.snapshot()).revision };
  }
}

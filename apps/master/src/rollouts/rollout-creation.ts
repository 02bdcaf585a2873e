import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ApprovalRecord, ExpectedMinion, RolloutPlan, RolloutRecord } from '@fleet/jobs';
import type { RolloutRequest } from '@fleet/protocol';
import type { ValueMap } from '@fleet/values';
import { Access } from '../access/access.js';
import { namesCarriedBy, type Call } from '../access/call.js';
import { shownCall } from '../access/shown-call.js';
import { ApprovalRequests, sameMinions } from '../approvals/approval-requests.js';
import { AuditLog, type Deed } from '../audit/audit-log.js';
import { calledWith, MasterEvents } from '../events/master-events.js';
import { refuse, Refusal } from '../bus/refusal.js';
import { Confirmation } from '../jobs/confirmation.js';
import { TargetResolver } from '../jobs/target-resolver.js';
import { readsTree } from '../jobs/tree-functions.js';
import { saysTest } from '../jobs/state-call.js';
import { PlanOrders } from '../plans/plan-orders.js';
import { PillarCompiler } from '../pillar/pillar-compiler.js';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { earlierRevisions } from './earlier-revisions.js';
import { beginning } from './machine.js';
import { demandAlone } from './one-at-a-time.js';
import { countOf, planWaves } from './plan-waves.js';
import { sealRollout } from './rollout-keep.js';
import { RolloutRunner } from './rollout-runner.js';
import { appliesStates, callOf, gateCall, gateText } from './step-calls.js';
import { someOf } from '../bus/some-of.js';

interface Approved {
  readonly id: string;
  readonly approvers: readonly string[];
  readonly minions: readonly { readonly key: string }[];
}

/** Rollouts of one operator that may be open at once. */
const mostOpen = 20;
/** Characters of what was asked, and of whom it is for: each is told to the streams in one message. */
const longest = { request: 64 * 1024, plan: 600_000 };

/** Turns a request into a rollout: whom it means → may they → is it confirmed → is it approved → write down. All of it once, for all waves. */
@Injectable()
export class RolloutCreation {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly targets: TargetResolver,
    private readonly registry: MinionRegistry,
    private readonly access: Access,
    private readonly confirmation: Confirmation,
    private readonly approvals: ApprovalRequests,
    private readonly audit: AuditLog,
    private readonly events: MasterEvents,
    private readonly pillar: PillarCompiler,
    private readonly runner: RolloutRunner,
    private readonly plans: PlanOrders,
  ) {}

  /** The id of the new one; it begins a moment later. */
  create(operator: string, request: RolloutRequest): Promise<string> {
    return this.attempt(operator, request);
  }

  /** A request that was held back, in the name of who made it: its rights and its minions are looked at again. */
  async createApproved(record: ApprovalRecord, request: RolloutRequest, approvers: readonly string[]): Promise<void> {
    await this.attempt(record.key, request, { id: record.id, approvers, minions: record.minions });
  }

  private async attempt(operator: string, request: RolloutRequest, approved?: Approved): Promise<string> {
    if (request.call.kwargs.includes('"pillar"')) await this.pillar.learnSecretNames();
    const { redactor } = this.master;
    const { target } = request.call;
    const call = callOf(request);
    const shown = shownCall(redactor, call).text;
    const deed: Deed = {
      action: 'rollout_create',
      target: redactor.redactText(`${target.type} ${target.expression}`),
      function: call.function,
      args: `${shown.args} ${shown.kwargs}`.slice(0, 4096),
      outcome: 'done',
    };
    try {
      return await this.start(operator, request, call, deed, approved);
    } catch (error) {
      if (error instanceof Refusal) {
        const { code, message } = error.fault;
        const note = code === 'not-allowed' && { note: message };
        await this.audit.refused(operator, { ...deed, outcome: code, ...note });
      }
      throw error;
    }
  }

  private async start(
    operator: string,
    request: RolloutRequest,
    call: Call,
    deed: Deed,
    approved: Approved | undefined,
  ): Promise<string> {
    const { store, operators, redactor } = this.master;
    // A plan is for minions that it names, and is no rollout's.
    for (const asked of [request.call, ...(request.gates ?? [])]) if ('function' in asked) this.plans.opened(asked);
    const { minions, missing } = await this.targets.resolve(request.call.target);
    if (missing.unknown) refuse('no-match', `no accepted minion is called ${missing.unknown.join(', ')}`, missing);
    const gates = (request.gates ?? []).map((gate) => gateCall(gate, call));
    this.demandRights(operator, [call, ...gates], minions);
    const reads = [call, ...gates].some(({ function: name }) => readsTree(name));
    const revision = reads ? (await this.master.states.snapshot()).revision : undefined;
    const plan = this.planned(request, call, minions, revision);
    // Nobody is asked to confirm or to approve what cannot be.
    if (request.revert === true) await this.demandWayBack(call, plan, minions);
    demandAlone(store.rollouts, plan);
    await this.demandConsent(operator, request, [call, ...gates], minions, approved);

    const id = randomBytes(5).toString('hex');
    const created = Date.now();
    const name = operators.name(operator);
    const shown = shownCall(redactor, call).text;
    const { target } = request.call;
    const record: RolloutRecord = {
      ...{ id, created, key: operator, operator: name, function: call.function, ...shown },
      target: { ...target, expression: redactor.redactText(target.expression) },
      ...(revision !== undefined && { revision }),
      sealed: sealRollout(this.master.ordersKey, id, request),
      plan,
      progress: beginning(created, store.epoch),
    };
    const note = [id, ...(approved ? [`approved by ${approved.approvers.join(', ')} (${approved.id})`] : [])].join(
      ', ',
    );
    await store.write((tables) => {
      const { rollouts, audit, approvals, operators: known } = tables;
      if (known.get(operator)?.revoked !== undefined) return refuse('not-allowed', `the operator ${name} was revoked`);
      if (rollouts.openOf(operator) >= mostOpen)
        return refuse('busy', `${mostOpen} rollouts of yours go on already; fleetctl rollout list shows them`);
      demandAlone(rollouts, plan);
      if (approved && !approvals.end(approved.id, 'started', { reason: `rollout ${id}` }))
        return refuse('conflict', `${approved.id} does not wait any more`);
      rollouts.create(record);
      const told = { operator: name, function: call.function };
      if (approved) this.events.append(tables, 'approval/ID/started', { ID: approved.id }, { ...told, rollout: id });
      this.events.append(
        tables,
        'rollout/ID/new',
        { ID: id },
        {
          ...told,
          ...calledWith(record.args, record.kwargs),
          ...{ target: record.target, waves: plan.waves.length },
          minions: plan.waves.reduce((sum, wave) => sum + wave.length, 0),
          ...(revision !== undefined && { revision }),
        },
      );
      audit.append(this.audit.entry(operator, { ...deed, note }));
    });
    this.runner.take(record);
    return id;
  }

  private demandRights(operator: string, calls: readonly Call[], minions: readonly KnownMinion[]): void {
    const grains = (key: string): ValueMap => this.registry.grains(key);
    for (const call of calls) {
      const refusal = this.access.callRefusal({ operator, call, minions, grains });
      if (refusal) throw new Refusal(refusal);
    }
  }

  private async demandConsent(
    operator: string,
    request: RolloutRequest,
    calls: readonly Call[],
    minions: readonly KnownMinion[],
    approved: Approved | undefined,
  ): Promise<void> {
    const grains = (key: string): ValueMap => this.registry.grains(key);
    const ids = minions.map(({ minion }) => minion);
    const asks = (await Promise.all(calls.map((call) => this.confirmation.asksOf(call, ids)))).flat();
    const asked = { ...request.call, watch: false };
    this.confirmation.demand(asked, asks, ids);
    if (approved) {
      if (!sameMinions(approved.minions, minions))
        refuse('conflict', 'the target means other minions than those that were approved; ask again');
      return;
    }
    const [call, ...gates] = calls as readonly [Call, ...Call[]];
    // What a gate asks may need an approval as well as what is rolled out.
    const also = gates.flatMap((gate) => [gate.function, ...namesCarriedBy(gate).names]);
    await this.approvals.demand({
      ...{ operator, call, minions, grains },
      request: { ...asked, rollout: { ...request, watch: false } },
      destroys: [...asks.map(({ what }) => what), ...also],
    });
  }

  private planned(
    request: RolloutRequest,
    call: Call,
    minions: readonly KnownMinion[],
    revision: string | undefined,
  ): RolloutPlan {
    const { store, redactor } = this.master;
    const members: ExpectedMinion[] = minions.map(({ key, minion }) => ({ key, minion }));
    const waves = planWaves(members, request);
    const plan: RolloutPlan = {
      waves,
      canary: (request.canary ?? 0) > 0,
      wait: request.wait ?? 0,
      hold: request.hold ?? 0,
      most: request.maxFailures ? countOf(request.maxFailures, members.length, 'failures') : 0,
      gates: (request.gates ?? []).map((gate) => gateText(gate, (asked) => shownCall(redactor, asked))),
      revert: request.revert === true,
      ...(appliesStates(call) && { before: earlierRevisions(store.jobs, members, call, revision) }),
    };
    if (JSON.stringify(request).length > longest.request)
      refuse('too-large', `what a rollout asks for has at most ${longest.request} characters`);
    if (JSON.stringify(plan).length > longest.plan)
      refuse('too-large', `a rollout of ${members.length} minions is too large; make one for a part of them`);
    return plan;
  }

  /** Who asks for a way back hears now that there is none, and not at night. */
  private async demandWayBack(call: Call, plan: RolloutPlan, minions: readonly KnownMinion[]): Promise<void> {
    const { before } = plan;
    if (!before)
      return refuse(
        'bad-arguments',
        `--revert applies an earlier revision of the state tree, and ${call.function}${saysTest(call.kwargs) ? ' as a dry run' : ''} applies none`,
      );
    const known = new Set(before.flatMap((part) => part.minions));
    const without = minions.map(({ minion }) => minion).filter((minion) => !known.has(minion));
    if (without.length > 0)
      refuse(
        'conflict',
        `--revert needs an earlier revision to go back to: none but that of now is known to have brought ${call.function} to ${someOf(without)}; leave --revert out, or these minions`,
        { minions: without },
      );
    for (const { revision, minions: ids } of before)
      if (!(await this.master.states.keeps(revision)))
        refuse(
          'conflict',
          `the revision ${revision.slice(0, 12)} of the state tree, which ${someOf(ids)} had before, is gone: the master does not keep all of its files any more; leave --revert out`,
          { revision, minions: ids },
        );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { ExpectedMinion, RolloutRecord, StepResult } from '@fleet/jobs';
import type { FaultCode, Jid, JobRequest, RolloutRequest } from '@fleet/protocol';
import { stringifyExact } from '@fleet/values';
import { Refusal } from '../bus/refusal.js';
import { JobCreation } from '../jobs/job-creation.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { revertParts } from './going-back.js';
import { after, type Happening, type Step } from './machine.js';
import { openRollout } from './rollout-keep.js';
import { waveName } from './rollout-rows.js';
import { behindTheWave, callOf, gateCall, inTurn } from './step-calls.js';
import { failedGate, failedIn } from './step-outcome.js';

/** What does not get better by itself: somebody has to look. */
const lasting: readonly FaultCode[] = [
  ...(['not-allowed', 'malformed', 'too-large', 'bad-arguments', 'bad-target', 'no-match'] as const),
  ...(['confirmation-required', 'approval-required', 'not-found'] as const),
];

/** Milliseconds after the start of a master: until then a minion that is away may not have come back yet, and is not taken for silent. */
const comeBackWithin = 60_000;

/** The jobs that a rollout is made of. */
@Injectable()
export class RolloutSteps {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly jobs: JobCreation,
  ) {}

  /**
   * Writes down the job of a step, together with the row that says so, and sends it; then there is nothing more to happen. What is answered did
   * happen instead.
   */
  async begin(record: RolloutRecord, step: Step): Promise<Happening | undefined> {
    const { master } = this;
    const request = openRollout(master.ordersKey, record);
    const refused = (how: 'later' | 'paused' | 'never', reason: string): Happening => ({
      ...{ what: 'refused', at: Date.now(), how, reason },
    });
    if (!request) return refused('paused', 'what was asked cannot be read any more: it was sealed with another key');
    if (master.operators.get(record.key)?.revoked !== undefined)
      return refused('paused', `the operator ${record.operator} was revoked`);
    const { members, name, revision, call } = this.described(record, step, request);
    if (revision !== undefined && !(await master.states.keeps(revision)))
      return refused(
        step.kind === 'revert' ? 'never' : 'paused',
        `the revision ${revision.slice(0, 12)} of the state tree is gone: the master does not keep all of its files any more`,
      );
    const there = members.filter(({ key, minion }) => this.registry.get(key)?.minion === minion);
    const gone = members.filter((member) => !there.includes(member)).map(({ minion }) => minion);
    if (there.length === 0) return { what: 'nobody', at: Date.now(), gone };
    const away = there.filter(({ key }) => this.registry.get(key)?.up !== true).map(({ minion }) => minion);
    if (away.length > 0 && Date.now() - master.since < comeBackWithin)
      return refused('later', `the master has just started; it waits for ${away.slice(0, 5).join(', ')} to come back`);
    try {
      await this.jobs.createStep(
        record.key,
        this.asked(request, step.kind === 'revert' ? behindTheWave(call) : inTurn(call), there),
        {
          ...{ rollout: record.id, name, gate: step.kind === 'gate', asked: call, minions: there },
          ...(revision !== undefined && { revision }),
          written: ({ rollouts }, jid) =>
            rollouts.save(record.id, after(record.plan, record.progress, { what: 'begun', at: Date.now(), jid, gone })),
        },
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = error.fault;
      return refused(lasting.includes(code) ? 'paused' : 'later', message);
    }
  }

  /** What became of the job that was waited for; a job that nobody knows of did nothing that could be relied on. */
  outcome(record: RolloutRecord, jid: Jid): StepResult['failed'] {
    const { progress, plan } = record;
    const job = this.master.store.jobs.show(jid);
    if (progress.state === 'gate') {
      const request = openRollout(this.master.ordersKey, record);
      const gate = request?.gates?.[progress.part]?.gate ?? 'function';
      return job ? failedGate(job, gate) : this.gateMembers(record).map(({ minion }) => ({ minion, why: 'gate' }));
    }
    if (job) return failedIn(job);
    const meant =
      progress.state === 'reverting'
        ? (revertParts(plan, progress)[progress.part]?.minions ?? [])
        : (plan.waves[progress.wave] ?? []).map(({ minion }) => minion);
    return meant.map((minion) => ({ minion, why: 'silent' }));
  }

  private described(record: RolloutRecord, step: Step, request: RolloutRequest) {
    const { plan, progress, revision } = record;
    const rolled = callOf(request);
    const pinned = revision !== undefined && { revision };
    switch (step.kind) {
      case 'wave':
        return {
          ...{ members: plan.waves[step.wave] ?? [], name: waveName(plan, step.wave), call: rolled, ...pinned },
        };
      case 'gate': {
        const gate = request.gates?.[step.gate];
        if (!gate) throw new Error(`rollout ${record.id} has no gate ${step.gate}`);
        const name = `${waveName(plan, step.wave)}, gate ${plan.gates[step.gate] ?? ''}`.slice(0, 200);
        return { members: this.gateMembers(record), name, call: gateCall(gate, rolled), ...pinned };
      }
      case 'revert': {
        const part = revertParts(plan, progress)[step.part];
        if (!part) throw new Error(`rollout ${record.id} has no part ${step.part} to go back to`);
        const ids = new Set(part.minions);
        const members = plan.waves.flat().filter(({ minion }) => ids.has(minion));
        return { members, name: `back to ${part.revision.slice(0, 12)}`, call: rolled, revision: part.revision };
      }
    }
  }

  /** Those of the wave that have not failed. */
  private gateMembers({ plan, progress }: RolloutRecord): ExpectedMinion[] {
    const failed = new Set(progress.results.at(-1)?.failed.map(({ minion }) => minion));
    return (plan.waves[progress.wave] ?? []).filter(({ minion }) => !failed.has(minion));
  }

  private asked(
    { call: { timeout, confirmed, destroy } }: RolloutRequest,
    call: ReturnType<typeof callOf>,
    members: readonly ExpectedMinion[],
  ): JobRequest {
    return {
      target: { type: 'list', expression: members.map(({ minion }) => minion).join(',') },
      function: call.function,
      args: stringifyExact([...call.args]),
      kwargs: stringifyExact(call.kwargs),
      watch: false,
      ...(timeout !== undefined && { timeout }),
      ...(confirmed === true && { confirmed }),
      ...(destroy === true && { destroy }),
    };
  }
}

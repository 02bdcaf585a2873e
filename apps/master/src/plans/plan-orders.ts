import { Inject, Injectable } from '@nestjs/common';
import { UnknownRevision } from '@fleet/fileserver';
import { contexts, goodKeys, verifySigned } from '@fleet/identity';
import { applyPlan, makePlan, type JobRequest, type PlanHeader } from '@fleet/protocol';
import { stringifyExact } from '@fleet/values';
import type { Call } from '../access/call.js';
import { exactList, exactMap } from '../bus/exact.js';
import { refuse } from '../bus/refusal.js';
import { someOf } from '../bus/some-of.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** A plan that somebody wants applied. */
export interface PlanOrder {
  readonly header: PlanHeader;
  /** What it applies, as it would be asked for without a plan: that is what takes rights and approvals. */
  readonly call: Call;
}

/** Requests that bring a plan: whether it is ours, as it was signed, still good, and about these minions. */
@Injectable()
export class PlanOrders {
  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  /**
   * `undefined` for a request that is about no plan.
   * @throws Refusal for a plan that is none of ours, or whose time is over
   */
  opened(request: Pick<JobRequest, 'function' | 'args' | 'kwargs' | 'plan'>): PlanOrder | undefined {
    if (request.plan === undefined)
      return request.function === applyPlan
        ? refuse(
            'bad-arguments',
            `a plan is applied from its file: fleetctl apply FILE; fleetctl TARGET ${makePlan} --save FILE makes one`,
          )
        : undefined;
    const header = this.verified(request.plan);
    const args = exactList(header.args, 'args');
    const wanted = { args: stringifyExact([header.jid, ...args]), kwargs: header.kwargs };
    if (request.function !== applyPlan || request.args !== wanted.args || request.kwargs !== wanted.kwargs)
      return refuse('malformed', 'the request is not the one that the plan is for');
    const kwargs = exactMap(header.kwargs, 'kwargs');
    // Nothing that a plan was made with makes a dry run of what applies it: rights to look are none to apply.
    kwargs.delete('test');
    return { header, call: { function: 'state.apply', args, kwargs } };
  }

  /** @throws Refusal where the plan says nothing of one of these, or what it needs is not kept any more */
  async demandFit(
    { header }: PlanOrder,
    minions: readonly { readonly key: string; readonly minion: string }[],
  ): Promise<void> {
    const { jid, revision } = header;
    const { jobs, pieces } = this.master.store;
    const gone = 'plan again: fleetctl TARGET state.plan … --save FILE';
    if (jobs.functionOf(jid) !== makePlan)
      return refuse('not-found', `job ${jid}, which the plan was made of, is not kept any more; ${gone}`);
    const named = new Set(header.minions);
    const strangers = minions.filter(({ minion }) => !named.has(minion)).map(({ minion }) => minion);
    if (strangers.length > 0)
      return refuse('conflict', `the plan says nothing of ${someOf(strangers, 10)}; ${gone}`, { minions: strangers });
    const keys = new Map(pieces.minionsOf(jid).map(({ minion, key }) => [minion, key]));
    const replaced = minions.filter(({ minion, key }) => keys.get(minion) !== key).map(({ minion }) => minion);
    if (replaced.length > 0)
      return refuse(
        'conflict',
        `${someOf(replaced, 10)} joined anew since the plan was made, and may be another machine; ${gone}`,
        { minions: replaced },
      );
    try {
      await this.master.states.manifest(revision);
    } catch (error) {
      if (error instanceof UnknownRevision)
        return refuse(
          'not-found',
          `the state tree of the plan (${revision.slice(0, 12)}) is not kept any more; ${gone}`,
        );
      throw error;
    }
  }

  private verified(signed: NonNullable<JobRequest['plan']>): PlanHeader {
    const keys = goodKeys(this.master.trust.keyset, Date.now());
    const verified = verifySigned(keys, contexts.plan, signed);
    if (!verified.ok)
      return refuse(
        'bad-signature',
        verified.reason === 'unknown-key'
          ? 'the plan was signed by another master, or with a key that was replaced since'
          : 'the plan is not as it was signed: it was changed, by hand or on its way',
      );
    const header = JSON.parse(verified.text) as PlanHeader;
    if (header.kind !== 'plan' || header.v !== 1)
      return refuse('bad-arguments', 'the plan is of another version of fleet; plan again');
    if (Date.now() > header.expires)
      return refuse(
        'expired',
        `the plan is too old: it was good until ${new Date(header.expires).toISOString()}; plan again`,
      );
    return header;
  }
}

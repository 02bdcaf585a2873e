import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { openSeal, sealTo, type SealKeys } from '@fleet/identity';
import type { ApprovalRecord } from '@fleet/jobs';
import type { ApprovalWanted, JobRequest, RolloutRequest } from '@fleet/protocol';
import type { ValueMap } from '@fleet/values';
import { namesCarriedBy, type Call } from '../access/call.js';
import { shownCall } from '../access/shown-call.js';
import { openSealKeys } from '../artifacts/seal-key.js';
import { AuditLog } from '../audit/audit-log.js';
import { refuse } from '../bus/refusal.js';
import { calledWith, MasterEvents } from '../events/master-events.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** What waits: a call, or a rollout of it. */
export type HeldRequest = JobRequest & { readonly rollout?: RolloutRequest };

export interface Wanted {
  /** Public key of who asks. */
  readonly operator: string;
  readonly request: HeldRequest;
  readonly call: Call;
  /** What of the call its formulas want confirmed. */
  readonly destroys: readonly string[];
  readonly minions: readonly { readonly key: string; readonly minion: string }[];
  readonly grains: (key: string) => ValueMap;
}

/** Requests of one operator that may wait at once. */
const mostWaiting = 20;
/** Milliseconds that ended requests are kept; what became of them stays in the audit log. */
const kept = 90 * 24 * 3_600_000;

/** Holds back what somebody else has to say yes to, and keeps what was asked until then. */
@Injectable()
export class ApprovalRequests {
  private keys: Promise<SealKeys> | undefined;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly audit: AuditLog,
    private readonly events: MasterEvents,
  ) {}

  /** @throws Refusal `approval-required`, with the request that waits now */
  async demand(wanted: Wanted): Promise<void> {
    const rule = this.ruleFor(wanted);
    if (!rule) return;
    const waiting = await this.waitingFor(wanted, rule);
    const { id, expires, by, needed } = waiting;
    const details: ApprovalWanted = { id, expires, by, needed };
    const whom = by.length === 0 ? 'an operator with the right `approve`' : `a holder of ${by.join(' or ')}`;
    refuse(
      'approval-required',
      `${wanted.request.function} has to be approved by ${needed === 1 ? whom : `${needed} others, each ${whom}`}; nothing was sent, and the request waits as ${id}`,
      details,
    );
  }

  /** For whoever cannot wait for one. @throws Refusal `approval-required` */
  demandNone(wanted: Wanted): void {
    if (!this.ruleFor(wanted)) return;
    refuse('approval-required', `${wanted.request.function} has to be approved, and a schedule cannot wait for that`);
  }

  /** The request as it was made. */
  async opened({ id, sealed }: ApprovalRecord): Promise<HeldRequest> {
    const { privateKey } = await this.sealKeys();
    return JSON.parse(openSeal(privateKey, sealed, contextOf(id)).toString('utf8')) as HeldRequest;
  }

  /** Where several rules are about the call, it takes the most that any of them wants, from those that all of them name. */
  private ruleFor({
    call,
    destroys,
    minions,
    grains,
  }: Wanted): { by: string[]; needed: number; expires: number } | undefined {
    const { policy } = this.master;
    const carried = namesCarriedBy(call);
    const names = [call.function, ...destroys, ...carried.names];
    const rules = policy.approvals.filter(
      ({ names: concerns, minions: matcher }) =>
        (names.some(concerns) || carried.open) &&
        minions.some(({ key, minion }) =>
          matcher.matches({ id: minion, grains: matcher.needs.has('grains') ? grains(key) : new Map() }),
        ),
    );
    if (rules.length === 0) return undefined;
    const lists = rules.map(({ written }) => written.by).filter((by) => by.length > 0);
    const [first = [], ...others] = lists;
    const common = first.filter((role) => others.every((list) => list.includes(role)));
    return {
      // Roles that exclude each other leave the admins.
      by: lists.length > 0 && common.length === 0 ? ['admin'] : common,
      needed: Math.max(...rules.map(({ written }) => written.count)),
      expires: Math.min(...rules.map(({ written }) => written.expires)),
    };
  }

  /** The same asked twice waits once. */
  private async waitingFor(
    { operator, request, call, minions }: Wanted,
    rule: { readonly by: readonly string[]; readonly needed: number; readonly expires: number },
  ): Promise<ApprovalRecord> {
    const { store, operators, redactor } = this.master;
    const keys = await this.sealKeys();
    const created = Date.now();
    const text = JSON.stringify({ ...request, watch: false, reveal: undefined });
    const digest = createHmac('sha256', keys.privateKey).update(text).digest('hex');
    const id = randomBytes(5).toString('hex');
    const approval = {
      id,
      created,
      expires: created + rule.expires,
      key: operator,
      operator: operators.name(operator),
      function: request.function,
      target: { ...request.target, expression: redactor.redactText(request.target.expression) },
      ...shownCall(redactor, call).text,
      sealed: sealTo(keys.publicKey, text, contextOf(id)),
      digest,
      minions: minions.map(({ key, minion }) => ({ key, minion })),
      by: rule.by,
      needed: rule.needed,
    };
    const outcome = await store.write((tables) => {
      const { approvals, audit } = tables;
      approvals.expire(created);
      approvals.prune(created - kept);
      const same = approvals.same(operator, digest, created);
      if (same && sameMinions(same.minions, approval.minions)) return same;
      if (approvals.waiting(created).filter(({ key }) => key === operator).length >= mostWaiting) return 'too-many';
      approvals.create(approval);
      const args = `${approval.args} ${approval.kwargs}`;
      const target = `${approval.target.type} ${approval.target.expression}`;
      audit.append(
        this.audit.entry(operator, {
          ...{ action: 'approval_request', target, function: approval.function, args, outcome: 'done', note: id },
        }),
      );
      this.events.append(
        tables,
        'approval/ID/requested',
        { ID: id },
        {
          ...{ operator: approval.operator, function: approval.function, target: approval.target },
          ...calledWith(approval.args, approval.kwargs),
          ...{ minions: minions.length, by: rule.by, needed: rule.needed },
        },
      );
      return approvals.get(id) as ApprovalRecord;
    });
    return outcome === 'too-many'
      ? refuse(
          'busy',
          `${mostWaiting} requests of yours wait for an approval already; fleetctl approval list shows them`,
        )
      : outcome;
  }

  private sealKeys(): Promise<SealKeys> {
    return (this.keys ??= openSealKeys(this.master.directories.master.keys));
  }
}

/** Whom a request was about. */
export function sameMinions(
  one: readonly { readonly key: string }[],
  other: readonly { readonly key: string }[],
): boolean {
  const keys = new Set(one.map(({ key }) => key));
  return keys.size === other.length && other.every(({ key }) => keys.has(key));
}

function contextOf(id: string): string {
  return `approval|${id}`;
}

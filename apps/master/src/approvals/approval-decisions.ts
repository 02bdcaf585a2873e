import { Inject, Injectable } from '@nestjs/common';
import type { ApprovalRecord } from '@fleet/jobs';
import type { ApprovalRow, OperatorMethods } from '@fleet/protocol';
import { Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import { refuse, Refusal } from '../bus/refusal.js';
import { MasterEvents } from '../events/master-events.js';
import { JobCreation } from '../jobs/job-creation.js';
import { RolloutCreation } from '../rollouts/rollout-creation.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { ApprovalRequests } from './approval-requests.js';

/** What waits for a yes, and what becomes of it. */
@Injectable()
export class ApprovalDecisions {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly access: Access,
    private readonly requests: ApprovalRequests,
    private readonly jobs: JobCreation,
    private readonly rollouts: RolloutCreation,
    private readonly audit: AuditLog,
    private readonly events: MasterEvents,
  ) {}

  list(operator: string, all: boolean): ApprovalRow[] {
    const { approvals } = this.master.store;
    const now = Date.now();
    const records = all ? approvals.list(200) : approvals.waiting(now);
    return records.filter((record) => this.maySee(operator, record)).map((record) => approvalRow(record, now));
  }

  show(operator: string, id: string): ApprovalRow {
    return approvalRow(this.known(operator, id), Date.now());
  }

  async decide(operator: string, { id, verdict }: OperatorMethods['approval_decide']['ask']): Promise<ApprovalRow> {
    const record = this.known(operator, id);
    this.mayDecide(operator, record);
    // Agreed on, and then the bus was gone: whoever agreed may try again.
    const agreed = this.approvers(record);
    if (
      verdict === 'approve' &&
      agreed.includes(this.master.operators.name(operator)) &&
      agreed.length >= record.needed
    ) {
      await this.begin(record, agreed);
      return this.show(operator, id);
    }
    const { store, operators } = this.master;
    const at = Date.now();
    const decision = { key: operator, operator: operators.name(operator), verdict, at };
    const after = await store.write((tables) => {
      const done = tables.approvals.decide(id, decision);
      tables.audit.append(
        this.audit.entry(operator, {
          action: `approval_${verdict}`,
          target: record.operator,
          function: record.function,
          outcome: done ? 'done' : 'conflict',
          note: id,
        }),
      );
      const told = { by: decision.operator, operator: record.operator, function: record.function };
      if (done && verdict === 'approve') this.events.append(tables, 'approval/ID/approved', { ID: id }, told);
      if (done && verdict === 'deny') this.events.append(tables, 'approval/ID/denied', { ID: id }, told);
      if (done && verdict === 'deny') tables.approvals.end(id, 'denied', { reason: `denied by ${decision.operator}` });
      return done ? tables.approvals.get(id) : undefined;
    });
    if (!after) return refuse('conflict', `${id} does not wait any more, or you have decided about it before`);
    const approvers = this.approvers(after);
    if (verdict === 'approve' && approvers.length >= after.needed) await this.begin(after, approvers);
    return approvalRow(store.approvals.get(id) ?? after, Date.now());
  }

  /** Those who said yes and may still: one who was revoked meanwhile counts no more. */
  private approvers({ decisions, by }: ApprovalRecord): string[] {
    return decisions
      .filter(({ verdict, key }) => {
        const roles = this.access.rolesOf(key);
        return (
          verdict === 'approve' &&
          this.access.has(key, 'approve') &&
          (by.length === 0 || by.some((one) => roles.includes(one)))
        );
      })
      .map((one) => one.operator);
  }

  /** In the name of who asked, with the rights that it has now, for the minions that were shown. */
  private async begin(record: ApprovalRecord, approvers: readonly string[]): Promise<void> {
    const { store, log } = this.master;
    try {
      const request = await this.requests.opened(record);
      if (request.rollout) await this.rollouts.createApproved(record, request.rollout, approvers);
      else await this.jobs.createApproved(record, request, approvers);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = error.fault;
      // What is about the moment may be better in the next; the request waits on.
      if (code === 'unavailable') throw error;
      const { id, operator, function: name } = record;
      await store.write((tables) => {
        if (tables.approvals.end(id, 'void', { reason: message }))
          this.events.append(tables, 'approval/ID/void', { ID: id }, { operator, function: name, reason: message });
      });
      log.warn({ approval: record.id, why: message }, 'an approved call could not begin');
    }
  }

  private known(operator: string, id: string): ApprovalRecord {
    const record = this.master.store.approvals.get(id);
    return record && this.maySee(operator, record)
      ? record
      : refuse('not-found', `there is no request ${id}; fleetctl approval list --all shows what there is`);
  }

  private maySee(operator: string, record: ApprovalRecord): boolean {
    return record.key === operator || this.access.has(operator, 'approve') || this.access.mayRead(operator, 'audit');
  }

  private mayDecide(operator: string, { key, operator: asker, by, state, expires }: ApprovalRecord): void {
    const name = this.master.operators.name(operator);
    // The same person may have been given new credentials: names count too.
    if (key === operator || asker === name)
      refuse('not-allowed', 'nobody approves or denies a request of its own; take it back by letting it expire');
    const roles = this.access.rolesOf(operator);
    if (by.length > 0 && !by.some((role) => roles.includes(role)))
      refuse('not-allowed', `${name} holds none of the roles that may decide about this: ${by.join(', ')}`);
    if (state !== 'waiting' || expires <= Date.now())
      refuse('conflict', `this request does not wait any more: it is ${state === 'waiting' ? 'expired' : state}`);
  }
}

function approvalRow(record: ApprovalRecord, now: number): ApprovalRow {
  const { id, created, expires, operator, target, args, kwargs, minions, by, needed, state, decisions, jid, reason } =
    record;
  return {
    ...{ id, created, expires, operator, function: record.function, target, args, kwargs, by, needed },
    minions: minions.map(({ minion }) => minion),
    state: state === 'waiting' && expires <= now ? 'expired' : state,
    decisions: decisions.map(({ operator: who, verdict, at }) => ({ operator: who, verdict, at })),
    ...(jid !== undefined && { jid }),
    ...(reason !== undefined && { reason }),
  };
}

import { Inject, Injectable } from '@nestjs/common';
import type { RolloutRecord } from '@fleet/jobs';
import type { RolloutRow } from '@fleet/protocol';
import { Access } from '../access/access.js';
import { refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { revertParts } from './going-back.js';
import { hasEnded, type Happening } from './machine.js';
import { rolloutRow } from './rollout-rows.js';
import { RolloutRunner } from './rollout-runner.js';

/** What operators see of rollouts, and do about them. */
@Injectable()
export class RolloutDesk {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly runner: RolloutRunner,
    private readonly access: Access,
  ) {}

  list(operator: string, limit: number, all: boolean): RolloutRow[] {
    const { rollouts } = this.master.store;
    const records = all ? rollouts.list(limit) : rollouts.open();
    return records.filter((record) => this.maySee(operator, record)).map(rolloutRow);
  }

  /** Rollouts of others take the right to see jobs; without it, there are none. */
  known(operator: string, id: string): RolloutRecord {
    const record = this.runner.get(id);
    return record && this.maySee(operator, record)
      ? record
      : refuse('not-found', `there is no rollout ${id}; fleetctl rollout list --all shows what there is`);
  }

  pause(operator: string, id: string, reason: string): Promise<RolloutRow> {
    const by = this.master.operators.name(operator);
    const record = this.decidable(operator, id);
    if (record.progress.paused) refuse('conflict', `${id} is paused already`);
    return this.decide(operator, id, 'rollout_pause', { what: 'pause', at: Date.now(), by, reason });
  }

  resume(operator: string, id: string): Promise<RolloutRow> {
    const record = this.decidable(operator, id);
    if (!record.progress.paused) refuse('conflict', `${id} is not paused; fleetctl rollout show ${id}`);
    if (this.master.operators.get(record.key)?.revoked !== undefined)
      refuse(
        'conflict',
        `${id} cannot go on: the operator ${record.operator}, in whose name it is, was revoked; fleetctl rollout abort ${id}, and make a new one`,
      );
    return this.decide(operator, id, 'rollout_resume', {
      ...{ what: 'resume', at: Date.now(), epoch: this.master.store.epoch },
    });
  }

  abort(operator: string, id: string, said: string, revert: boolean): Promise<RolloutRow> {
    const { plan, progress } = this.decidable(operator, id);
    const by = this.master.operators.name(operator);
    const begun = plan.waves.slice(0, progress.results.length).flat();
    const back = new Set(revertParts(plan, progress).flatMap(({ minions }) => minions));
    if (revert && back.size === 0 && begun.length > 0)
      refuse('conflict', 'nothing is known to go back to: no earlier revision of the state tree was applied there');
    const staying = begun.map(({ minion }) => minion).filter((minion) => !back.has(minion));
    const stay =
      revert && staying.length > 0 ? `; no earlier revision is known of ${staying.slice(0, 5).join(', ')}` : '';
    const reason = `aborted by ${by}${said === '' ? '' : `: ${said}`}${stay}`;
    return this.decide(operator, id, 'rollout_abort', { what: 'abort', at: Date.now(), reason, revert });
  }

  private decidable(operator: string, id: string): RolloutRecord {
    const record = this.known(operator, id);
    if (!this.isOwn(operator, record) && !this.access.has(operator, 'jobs'))
      refuse('not-allowed', 'deciding about the rollouts of others takes the right `jobs`');
    if (hasEnded(record.progress)) refuse('conflict', `${id} has ended: it is ${record.progress.state}`);
    return record;
  }

  private async decide(operator: string, id: string, action: string, happening: Happening): Promise<RolloutRow> {
    const changed = await this.runner.decide(id, happening, operator, action);
    const record = this.known(operator, id);
    if (!changed) refuse('conflict', `${id} came to be ${rolloutRow(record).state} meanwhile; nothing was done`);
    return rolloutRow(record);
  }

  private maySee(operator: string, record: RolloutRecord): boolean {
    return this.isOwn(operator, record) || this.access.mayRead(operator, 'jobs');
  }

  /** As with jobs: the same person may have been given new credentials. */
  private isOwn(operator: string, { operator: name }: RolloutRecord): boolean {
    return this.master.operators.name(operator) === name;
  }
}

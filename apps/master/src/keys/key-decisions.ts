import { Inject, Injectable } from '@nestjs/common';
import type { KeyRecord } from '@fleet/jobs';
import type { KeyChoice, KeyRow, KeyState } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { AuditLog } from '../audit/audit-log.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export type Decision = 'accept' | 'reject' | 'delete';

/** Which keys a decision may still change. */
const open: Record<Decision, readonly KeyState[]> = {
  accept: ['pending', 'rejected'],
  reject: ['pending', 'accepted'],
  delete: ['pending', 'accepted', 'rejected'],
};

/** Accepts, rejects and deletes keys. What is no longer accepted is revoked on the bus at once. */
@Injectable()
export class KeyDecisions {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly audit: AuditLog,
  ) {}

  async decide(decision: Decision, choice: KeyChoice, operator: string): Promise<KeyRow[]> {
    const chosen = this.choose(decision, choice);
    const now = Date.now();
    const changed = await this.master.store.write((store) =>
      chosen.flatMap((record) => {
        const done = decision === 'delete' ? store.keys.remove(record.key) : store.keys.decide(record.key, decision === 'accept' ? 'accepted' : 'rejected', now);
        const outcome = done ? 'done' : 'conflict';
        store.audit.append(this.audit.entry(operator, { action: `key_${decision}`, target: `${record.minion} ${record.key}`, outcome }));
        if (decision === 'delete' && done) store.minions.remove(record.key);
        return done ? [store.keys.get(record.key) ?? record] : [];
      }),
    );
    const left = chosen.find(({ key }) => !changed.some((record) => record.key === key));
    if (left) {
      const message = `${left.minion} has another accepted key; reject or delete that one first`;
      if (changed.length === 0) return refuse('conflict', message);
      this.master.log.warn({ minion: left.minion, key: left.key }, 'a key was left as it was because its minion has another accepted one');
    }
    for (const record of changed) await this.carryOut(decision, record, chosen);
    return changed.map(keyRow);
  }

  private choose(decision: Decision, { minions = [], allPending = false }: KeyChoice): KeyRecord[] {
    const all = this.master.store.keys.all();
    if (allPending) return all.filter(({ state }) => state === 'pending');
    if (minions.length === 0) return refuse('malformed', 'name minions, or all that are pending');
    const globs = minions.map((name) => ({ name, matches: compileGlob(name) }));
    const named = all.filter(({ minion, key }) => globs.some(({ name, matches }) => matches(minion) || name === key));
    const missing = globs.find(({ name, matches }) => !named.some(({ minion, key }) => matches(minion) || name === key));
    if (missing) return refuse('not-found', `no key of ${missing.name} is known`, { known: all.map(({ minion }) => minion) });
    const usable = named.filter(({ state }) => open[decision].includes(state));
    // Two that claim the same id cannot both be meant by it.
    if (decision === 'accept') refuseAmbiguous(usable, minions);
    return usable;
  }

  private async carryOut(decision: Decision, record: KeyRecord, before: readonly KeyRecord[]): Promise<void> {
    if (decision === 'accept') {
      this.registry.admit(record);
      this.master.log.info({ minion: record.minion, key: record.key }, 'key accepted');
      return;
    }
    this.registry.dismiss(record.key);
    const wasAccepted = before.find(({ key }) => key === record.key)?.state === 'accepted';
    if (wasAccepted) await this.master.control.revoke('FLEET', record.key);
    this.master.log.info({ minion: record.minion, key: record.key, decision, revoked: wasAccepted }, 'key withdrawn');
  }
}

function refuseAmbiguous(records: readonly KeyRecord[], asked: readonly string[]): void {
  const seen = new Map<string, KeyRecord>();
  for (const record of records) {
    const other = seen.get(record.minion);
    if (other && !asked.includes(record.key)) {
      refuse('conflict', `two keys ask for the id ${record.minion}; compare fingerprints and name the key to accept`, { keys: [other, record].map(keyRow) });
    }
    seen.set(record.minion, record);
  }
}

export function keyRow({ minion, key, state, fingerprint, enrolled, decided }: KeyRecord): KeyRow {
  return { minion, key, state, fingerprint, enrolled, ...(decided !== undefined && { decided }) };
}

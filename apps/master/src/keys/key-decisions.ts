import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
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
export class KeyDecisions implements OnApplicationBootstrap {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly audit: AuditLog,
  ) {}

  /** A master that was killed between its decision and the revocation, or taking that back, finishes it now. */
  async onApplicationBootstrap(): Promise<void> {
    const { store, trust, control, log } = this.master;
    const back = await this.reinstate(store.keys.accepted());
    if (back.length > 0)
      log.warn({ minions: back.map(({ minion }) => minion) }, 'accepted keys were let in again that were not yet');
    const left = store.keys
      .all()
      .filter(
        ({ key, state, decided, enrolled }) =>
          state === 'rejected' && !trust.isRevoked('FLEET', key, decided ?? enrolled),
      );
    if (left.length === 0) return;
    await control.revoke('FLEET', ...left.map(({ key }) => key));
    log.warn({ minions: left.map(({ minion }) => minion) }, 'rejected keys were revoked that were not yet');
  }

  async decide(decision: Decision, choice: KeyChoice, operator: string): Promise<KeyRow[]> {
    const chosen = this.choose(decision, choice);
    const now = Date.now();
    const changed = await this.master.store.write((store) =>
      chosen.flatMap(({ key }) => {
        // As it is in this transaction: an enrolment may have accepted it since it was chosen.
        const record = store.keys.get(key);
        if (!record) return [];
        const done = store.keys.decide(record.key, decision === 'accept' ? 'accepted' : 'rejected', now);
        const outcome = done ? 'done' : 'conflict';
        store.audit.append(
          this.audit.entry(operator, { action: `key_${decision}`, target: `${record.minion} ${record.key}`, outcome }),
        );
        return done ? [{ before: record, after: store.keys.get(key) ?? record }] : [];
      }),
    );
    const left = chosen.find(({ key }) => !changed.some(({ after }) => after.key === key));
    if (left) {
      const message = `${left.minion} has another accepted key; reject or delete that one first`;
      if (changed.length === 0) return refuse('conflict', message);
      this.master.log.warn(
        { minion: left.minion, key: left.key },
        'a key was left as it was because its minion has another accepted one',
      );
    }
    if (decision === 'accept') {
      for (const { after } of changed) this.registry.admit(after);
      await this.reinstate(changed.flatMap(({ before, after }) => (before.state === 'rejected' ? [after] : [])));
    } else
      await this.withdraw(
        decision,
        changed.map(({ before }) => before),
      );
    for (const { after } of changed)
      this.master.log.info({ minion: after.minion, key: after.key, decision }, 'key decided');
    return changed.map(({ before, after }) => keyRow(decision === 'delete' ? before : after));
  }

  /**
   * A key that was rejected and is accepted now: what it got since it enrolled is good again, and its minion comes back by itself. What was
   * issued before a deletion stays void.
   */
  private async reinstate(records: readonly KeyRecord[]): Promise<KeyRecord[]> {
    const { trust, control } = this.master;
    const revoked = records.filter(({ key, enrolled }) => trust.isRevoked('FLEET', key, enrolled));
    if (revoked.length > 0)
      await control.reinstate('FLEET', ...revoked.map(({ key, enrolled }) => ({ publicKey: key, since: enrolled })));
    return revoked;
  }

  /** Rejected on disk, all of them are out of reach before the first is revoked; a row goes only when nothing is left to be undone for it. */
  private async withdraw(decision: Decision, records: readonly KeyRecord[]): Promise<void> {
    const { store, control } = this.master;
    for (const { key } of records) this.registry.dismiss(key);
    const revoked = records.filter(({ state }) => state === 'accepted').map(({ key }) => key);
    if (revoked.length > 0) await control.revoke('FLEET', ...revoked);
    if (decision !== 'delete') return;
    await store.write(({ keys, minions }) => {
      for (const { key } of records) {
        keys.remove(key);
        minions.remove(key);
      }
    });
  }

  private choose(decision: Decision, { minions = [], allPending = false }: KeyChoice): KeyRecord[] {
    const all = this.master.store.keys.all();
    if (allPending) {
      const pending = all.filter(({ state }) => state === 'pending');
      if (decision === 'accept') refuseAmbiguous(pending, []);
      return pending;
    }
    if (minions.length === 0) return refuse('malformed', 'name minions, or all that are pending');
    const globs = minions.map((name) => ({ name, matches: compileGlob(name) }));
    const named = all.filter(({ minion, key }) => globs.some(({ name, matches }) => matches(minion) || name === key));
    const missing = globs.find(
      ({ name, matches }) => !named.some(({ minion, key }) => matches(minion) || name === key),
    );
    if (missing)
      return refuse('not-found', `no key of ${missing.name} is known`, { known: all.map(({ minion }) => minion) });
    // Whoever was rejected comes back by name only, not because a pattern happens to fit.
    const meant = (record: KeyRecord): boolean =>
      decision !== 'accept' ||
      record.state !== 'rejected' ||
      minions.includes(record.minion) ||
      minions.includes(record.key);
    const usable = named.filter((record) => open[decision].includes(record.state) && meant(record));
    // Two that claim the same id cannot both be meant by it.
    if (decision === 'accept') refuseAmbiguous(usable, minions);
    return usable;
  }
}

function refuseAmbiguous(records: readonly KeyRecord[], asked: readonly string[]): void {
  const seen = new Map<string, KeyRecord>();
  for (const record of records) {
    const other = seen.get(record.minion);
    if (other && !asked.includes(record.key)) {
      refuse('conflict', `two keys ask for the id ${record.minion}; compare fingerprints and name the key to accept`, {
        keys: [other, record].map(keyRow),
      });
    }
    seen.set(record.minion, record);
  }
}

export function keyRow({ minion, key, state, fingerprint, enrolled, decided }: KeyRecord): KeyRow {
  return { minion, key, state, fingerprint, enrolled, ...(decided !== undefined && { decided }) };
}

import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { JobStore, KeyRecord } from '@fleet/jobs';
import { namesOneKey, type KeyChoice, type KeyState } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { AuditLog } from '../audit/audit-log.js';
import { refuse } from '../bus/refusal.js';
import { MasterEvents } from '../events/master-events.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export type Decision = 'accept' | 'reject' | 'delete';

export interface Decided {
  readonly changed: readonly KeyRecord[];
  /** Keys that were accepted until now, and whose place was taken. */
  readonly replaced: readonly KeyRecord[];
  /** Keys that stay as they were, because others are accepted for their ids. */
  readonly left: readonly KeyRecord[];
}

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
    private readonly events: MasterEvents,
  ) {}

  /** A master that was killed between its decision and the revocation, or taking that back, finishes it now. */
  async onApplicationBootstrap(): Promise<void> {
    const { store, trust, control, log } = this.master;
    const back = await this.reinstate(store.keys.accepted());
    if (back.length > 0)
      log.warn({ minions: back.map(({ minion }) => minion) }, 'accepted keys were let in again that were not yet');
    const now = Date.now();
    const left = store.keys.all().filter(({ key, state, decided, enrolled, incarnation }) => {
      // One that was never accepted has no credentials; the bus takes some 10,000 revocations, and a token may bring more such keys.
      if (state !== 'rejected' || incarnation === undefined) return false;
      const at = decided ?? enrolled;
      // Nor has one whose credentials have expired meanwhile.
      return trust.goodUntil('minion', at) > now && !trust.isRevoked('FLEET', key, at);
    });
    if (left.length === 0) return;
    await control.revoke('minion', ...left.map(({ key }) => key));
    log.warn({ minions: left.map(({ minion }) => minion) }, 'rejected keys were revoked that were not yet');
  }

  async decide(decision: Decision, choice: KeyChoice, operator: string): Promise<Decided> {
    // It accepts: under another name the audit would tell of it wrongly.
    if (choice.replace === true && decision !== 'accept')
      return refuse('malformed', 'only accepting takes the place of another key');
    const chosen = this.choose(decision, choice);
    const now = Date.now();
    const done = await this.master.store.write((store) =>
      chosen.flatMap(({ key }) => {
        // As it is in this transaction: an enrolment may have accepted it since it was chosen.
        const before = store.keys.get(key);
        if (!before) return [];
        const replaced = choice.replace === true ? store.keys.replace(key, now) : undefined;
        const decided =
          replaced !== undefined || store.keys.decide(key, decision === 'accept' ? 'accepted' : 'rejected', now);
        const deed = {
          action: `key_${decision}`,
          target: `${before.minion} ${key}`,
          ...(replaced && { args: `in the place of ${replaced.key}` }),
          outcome: decided ? 'done' : 'conflict',
        };
        store.audit.append(this.audit.entry(operator, deed));
        if (decided) this.tell(store, decision, before, operator, replaced);
        return [{ before, after: store.keys.get(key) ?? before, decided, replaced }];
      }),
    );
    const changed = done.filter(({ decided }) => decided);
    const left = done.filter(({ decided }) => !decided).map(({ after }) => after);
    if (left[0] && changed.length === 0) {
      const { minion } = left[0];
      const message = `${minion} has an accepted key already. fleetctl key accept ${minion} --replace gives its place to the new one, and cuts the old one off`;
      return refuse('conflict', message);
    }
    const replaced = changed.flatMap((change) => change.replaced ?? []);
    if (decision === 'accept') {
      for (const { after } of changed) this.registry.admit(after);
      await this.withdraw(
        'reject',
        replaced.map((record) => ({ ...record, state: 'accepted' })),
      );
      await this.reinstate(changed.flatMap(({ before, after }) => (before.state === 'rejected' ? [after] : [])));
    } else
      await this.withdraw(
        decision,
        changed.map(({ before }) => before),
      );
    for (const { after, replaced: old } of changed)
      this.master.log.info(
        {
          minion: after.minion,
          key: after.key,
          decision,
          ...(old && { replaced: old.key, incarnation: after.incarnation }),
        },
        'key decided',
      );
    return {
      changed: changed.map(({ before, after }) => (decision === 'delete' ? before : after)),
      replaced,
      left,
    };
  }

  private tell(store: JobStore, decision: Decision, of: KeyRecord, operator: string, replaced?: KeyRecord): void {
    const { minion, key, fingerprint } = of;
    const told = { key, fingerprint, by: this.master.operators.name(operator) };
    const places = { MINION: minion };
    if (decision === 'reject') this.events.append(store, 'key/MINION/rejected', places, told);
    else if (decision === 'delete') this.events.append(store, 'key/MINION/deleted', places, told);
    else
      this.events.append(store, 'key/MINION/accepted', places, {
        ...told,
        ...(replaced && { replaced: replaced.key }),
      });
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
    if (revoked.length > 0) await control.revoke('minion', ...revoked);
    if (decision !== 'delete') return;
    await store.write(({ keys, minions }) => {
      for (const { key } of records) {
        keys.remove(key);
        minions.remove(key);
      }
    });
  }

  private choose(decision: Decision, choice: KeyChoice): KeyRecord[] {
    const { minions = [], allPending = false, replace = false } = choice;
    const all = this.master.store.keys.all();
    if (allPending) {
      if (replace) return refuse('malformed', 'name the minions whose keys are to be replaced');
      const pending = all.filter(({ state }) => state === 'pending');
      if (decision === 'accept') refuseAmbiguous(pending, []);
      return pending;
    }
    if (minions.length === 0) return refuse('malformed', 'name minions, or all that are pending');
    const meant = minions.map((name) => ({ name, means: keyMeant(name) }));
    const named = all.filter((record) => meant.some(({ means }) => means(record)));
    const missing = meant.find(({ means }) => !named.some(means));
    if (missing)
      return refuse('no-match', `no key of ${missing.name} is known: fleetctl key list shows those that are`, {
        known: all.map(({ minion }) => minion),
      });
    const usable = named.filter(
      (record) => open[decision].includes(record.state) && (decision !== 'accept' || comesBack(record, minions)),
    );
    // Two that claim the same id cannot both be meant by it.
    if (decision === 'accept') refuseAmbiguous(usable, minions);
    return usable;
  }
}

/** What a name in a choice means: one key, or the ids that match it. */
function keyMeant(name: string): (record: KeyRecord) => boolean {
  if (namesOneKey(name)) return ({ key, fingerprint }) => key === name || fingerprint === name;
  const matches = compileGlob(name);
  return ({ minion }) => matches(minion);
}

/** Whoever was rejected comes back by name only, not because a pattern happens to fit; a key that was replaced, by its own name only. */
function comesBack({ state, minion, key, fingerprint, successor }: KeyRecord, names: readonly string[]): boolean {
  if (state !== 'rejected' || names.includes(key) || names.includes(fingerprint)) return true;
  return successor === undefined && names.includes(minion);
}

function refuseAmbiguous(records: readonly KeyRecord[], asked: readonly string[]): void {
  const seen = new Map<string, KeyRecord>();
  for (const record of records) {
    const other = seen.get(record.minion);
    if (other && !asked.includes(record.key) && !asked.includes(record.fingerprint)) {
      const both = [other, record].map(
        ({ fingerprint, address }) => `${fingerprint}${address ? ` from ${address}` : ''}`,
      );
      refuse(
        'conflict',
        `two keys ask for the id ${record.minion}: ${both.join(' and ')}. Compare with the machine, and name the fingerprint to accept`,
        { keys: [other, record].map(({ sealKey: _, ...row }) => row) },
      );
    }
    seen.set(record.minion, record);
  }
}

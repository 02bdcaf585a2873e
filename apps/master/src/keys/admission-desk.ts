import { Inject, Injectable } from '@nestjs/common';
import { fingerprint } from '@fleet/identity';
import type { JobStore, KeyRecord, TokenRow } from '@fleet/jobs';
import type { EnrolAnswer, EnrolRequest } from '@fleet/protocol';
import { Access } from '../access/access.js';
import type { Caller } from '../bus/caller.js';
import { refuse } from '../bus/refusal.js';
import { MasterEvents } from '../events/master-events.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { acceptedAnswer } from './accepted-answer.js';
import { autosign } from './autosign.js';
import { calledToken, tokenMeans } from './join-tokens.js';

/** Refusals of one token that are written into the audit: whoever holds it could fill the disk otherwise. */
const refusalsKept = 20;

/** Lets minions in: with a join token that is good, and then only as far as their key was decided. */
@Injectable()
export class AdmissionDesk {
  private readonly signsItself: (minion: string, token: string | undefined) => boolean;
  private readonly refusals = new Map<string, number>();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly access: Access,
    private readonly events: MasterEvents,
  ) {
    this.signsItself = autosign(master.config.autosign);
  }

  /** @param caller who holds the join token that the request came with */
  async enrol(caller: Caller, request: EnrolRequest): Promise<EnrolAnswer> {
    const now = Date.now();
    const { minion, key, sealKey } = request;
    const token = this.master.store.tokens.get(caller.key);
    if (!token) return refuse('not-allowed', tokenSentence.unknown);
    if (!tokenMeans(token, minion)) return this.refuseId(token, request);
    const known = this.master.store.keys.get(key) !== undefined;
    const address = known ? undefined : await this.addressOf(caller);
    const record = await this.master.store.write((store) => {
      // Compared here, because two requests of one key may be in one transaction: the id of one must not let in the other.
      const before = store.keys.get(key);
      if (before && (before.minion !== minion || before.sealKey !== sealKey)) return 'otherwise';
      const use = store.tokens.use(caller.key, request, now);
      if (use !== 'granted' && use !== 'repeated') return use;
      const enrolled = store.keys.enrol({
        ...{ minion, key, sealKey, fingerprint: fingerprint(key, sealKey), at: now, token: calledToken(token) },
        ...(address !== undefined && { address }),
      });
      if (!before) this.tellPending(store, enrolled);
      // A token lets a key in once: one that an operator has deleted since does not come back by itself.
      return enrolled.state === 'pending' && use === 'granted' ? this.letIn(store, enrolled, token, now) : enrolled;
    });
    if (record === 'otherwise')
      return {
        state: 'rejected',
        reason:
          'this key enrolled before, with another id or another seal key; an operator can delete it with fleetctl key delete',
      };
    if (typeof record === 'string') return refuse('not-allowed', tokenSentence[record]);
    if (!known) this.tell(record);
    return this.answer(record, request);
  }

  /** A new JWT for the same key. */
  mint({ key, minion }: { readonly key: string; readonly minion: string }): string {
    return this.master.trust.mintUser({
      role: 'minion',
      publicKey: key,
      name: minion,
      expires: Date.now() + this.master.config.credentialLifetime,
    });
  }

  /** By the token itself or by a rule, unless its id has an accepted key: whose place a new one takes is for people to say. */
  private letIn(store: JobStore, pending: KeyRecord, token: TokenRow, now: number): KeyRecord {
    const { minion, key } = pending;
    const { operatorKey } = token;
    // Whoever made it may have been revoked since, or have lost the right.
    const accepts = token.accept && (operatorKey === undefined || this.access.has(operatorKey, 'keys'));
    const bySelf = accepts
      ? {
          who: [token.operator, token.operatorKey].filter(Boolean).join(' '),
          args: `by join token ${calledToken(token)}`,
        }
      : this.signsItself(minion, token.name)
        ? { who: 'autosign', args: `join token ${calledToken(token)}` }
        : undefined;
    if (!bySelf || !store.keys.decide(key, 'accepted', now)) return pending;
    const { fingerprint: shown } = pending;
    this.events.append(
      store,
      'key/MINION/accepted',
      { MINION: minion },
      { key, fingerprint: shown, by: bySelf.who.split(' ')[0] as string },
    );
    store.audit.append({ at: now, ...bySelf, action: 'key_accept', target: `${minion} ${key}`, outcome: 'done' });
    return store.keys.get(key) as KeyRecord;
  }

  private tellPending(store: JobStore, { minion, key, fingerprint: shown, token, address }: KeyRecord): void {
    this.events.append(
      store,
      'key/MINION/pending',
      { MINION: minion },
      {
        ...{ key, fingerprint: shown },
        ...(token !== undefined && { token }),
        ...(address !== undefined && { address }),
      },
    );
  }

  private async refuseId(token: TokenRow, { minion, key }: EnrolRequest): Promise<never> {
    const { store, quiet } = this.master;
    const called = calledToken(token);
    const before = this.refusals.get(token.key) ?? 0;
    this.refusals.set(token.key, before + 1);
    const deed = { who: `join token ${called}`, action: 'enrol', target: `${minion} ${key}`, outcome: 'not-allowed' };
    if (before < refusalsKept) await store.write(({ audit }) => audit.append({ at: Date.now(), ...deed }));
    quiet.warn(
      token.key,
      { minion, token: called, ids: token.ids },
      'a join token was used for an id that it is not for',
    );
    return refuse('not-allowed', `this join token is for ids like ${token.ids}, not for ${minion}`);
  }

  /** What cannot be known is left out: nobody is kept waiting for it for long. */
  private async addressOf({ key, inbox }: Caller): Promise<string | undefined> {
    if (inbox === undefined) return undefined;
    try {
      return await this.master.control.addressOf('ENROL', { key, inbox });
    } catch (error) {
      this.master.log.debug({ err: error }, 'the server does not say where a request to enrol came from');
      return undefined;
    }
  }

  private tell(record: KeyRecord): void {
    const { minion, key, fingerprint: shown, state, address, token } = record;
    const other = state === 'pending' ? this.master.store.keys.acceptedFor(minion) : undefined;
    const fields = { minion, key, fingerprint: shown, state, address, token };
    if (!other) return this.master.log.info(fields, 'a minion asks to be let in');
    this.master.log.warn(
      { ...fields, accepted: other.fingerprint, connected: this.registry.get(other.key)?.up === true },
      'a new key asks for an id that has an accepted one: a machine that was installed again, or another that takes its name',
    );
  }

  private answer(record: KeyRecord, request: EnrolRequest): EnrolAnswer {
    switch (record.state) {
      case 'pending':
        return { state: 'pending', fingerprint: record.fingerprint };
      case 'rejected':
        return { state: 'rejected', reason: 'an operator rejected this key' };
      case 'accepted':
        if (!this.registry.get(record.key)) this.registry.admit(record);
        return acceptedAnswer(this.master, request, this.mint(record));
    }
  }
}

const tokenSentence = {
  unknown: 'the master knows no such join token',
  expired: 'the join token has expired',
  revoked: 'the join token was revoked',
  'used-up': 'the join token has been used by as many minions as it is for',
} as const;

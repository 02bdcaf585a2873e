import { Inject, Injectable } from '@nestjs/common';
import { fingerprint, sealAdmission } from '@fleet/identity';
import type { KeyRecord } from '@fleet/jobs';
import type { EnrolAnswer, EnrolRequest } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { refuse } from '../bus/refusal.js';

/**
 * Milliseconds that a minion's JWT is good for. It asks for a new one long before; a machine that was switched off for longer enrols again. Rejecting
 * or deleting its key ends it at once, whatever is left.
 */
export const jwtLifetime = 30 * 24 * 3_600_000;

/** Lets minions in: with a join token that is good, and then only as far as their key was decided. */
@Injectable()
export class AdmissionDesk {
  private readonly autosign: readonly ((id: string) => boolean)[];

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {
    this.autosign = master.config.autosign.map(compileGlob);
  }

  /** @param token public key of the join token that the request came with */
  async enrol(token: string, request: EnrolRequest): Promise<EnrolAnswer> {
    const now = Date.now();
    const { minion, key, sealKey } = request;
    const known = this.master.store.keys.get(key) !== undefined;
    const record = await this.master.store.write((store) => {
      const use = store.tokens.use(token, key, now);
      if (use !== 'granted') return use;
      const enrolled = store.keys.enrol({ minion, key, sealKey, fingerprint: fingerprint(key, sealKey), at: now });
      // Compared here, because two requests of one key may be in one transaction: the id of one must not let in the other.
      if (enrolled.minion !== minion || enrolled.sealKey !== sealKey) return 'otherwise';
      if (
        enrolled.state === 'pending' &&
        this.autosign.some((matches) => matches(minion)) &&
        store.keys.decide(key, 'accepted', now)
      ) {
        store.audit.append({ at: now, who: 'autosign', action: 'key_accept', target: minion, outcome: 'done' });
        return store.keys.get(key) as KeyRecord;
      }
      return enrolled;
    });
    if (record === 'otherwise')
      return {
        state: 'rejected',
        reason:
          'this key enrolled before, with another id or another seal key; an operator can delete it with fleetctl key delete',
      };
    if (typeof record === 'string') return refuse('not-allowed', tokenSentence[record]);
    if (!known)
      this.master.log.info(
        { minion, key, fingerprint: record.fingerprint, state: record.state },
        'a minion asks to be let in',
      );
    return this.answer(record, request);
  }

  /** A new JWT for the same key. */
  mint({ key, minion }: { readonly key: string; readonly minion: string }): string {
    return this.master.trust.mintUser({
      role: 'minion',
      publicKey: key,
      name: minion,
      expires: Date.now() + jwtLifetime,
    });
  }

  private answer(record: KeyRecord, request: EnrolRequest): EnrolAnswer {
    switch (record.state) {
      case 'pending':
        return { state: 'pending', fingerprint: record.fingerprint };
      case 'rejected':
        return { state: 'rejected', reason: 'an operator rejected this key' };
      case 'accepted': {
        if (!this.registry.get(record.key)) this.registry.admit(record);
        const { trust, servers } = this.master;
        const admission = {
          jwt: this.mint(record),
          servers: [...servers],
          nonce: request.nonce,
        };
        const sealed = sealAdmission(trust.commandSigner, request, admission);
        return { state: 'accepted', admission: sealed, keysets: trust.keysets };
      }
    }
  }
}

const tokenSentence = {
  unknown: 'the master knows no such join token',
  expired: 'the join token has expired',
  'used-up': 'the join token has been used by as many minions as it is for',
} as const;

import { parseBody } from '@fleet/bus';
import { LedgerUnusable, openRequest, ReplayLedger, requestSkew } from '@fleet/identity';
import type { Fault } from '@fleet/protocol';
import type { Caller } from './caller.js';
import { fault } from './refusal.js';

export type OperatorRequest =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly fault: Fault };

const refusals: Readonly<Record<'malformed' | 'bad-signature' | 'expired', Fault>> = {
  malformed: fault(
    'malformed',
    'the request is not one that an operator signed; are fleetctl and master of the same version?',
  ),
  'bad-signature': fault('bad-signature', 'the request is not signed by the operator whose subject it came by'),
  expired: fault(
    'expired',
    `the clocks of this machine and of the master are more than ${requestSkew / 60_000} minutes apart, or the request was held back`,
  ),
};

/**
 * What operators ask, on their signature: whoever runs the bus can put a message into any subject, and what is asked here commands the fleet. Each is
 * taken once; which were is on disk, so that one that was captured is worth nothing after a restart neither.
 */
export class OperatorRequests {
  private constructor(private readonly taken: ReplayLedger) {}

  /** @throws LedgerUnusable */
  static async open(file: string): Promise<OperatorRequests> {
    return new OperatorRequests(await ReplayLedger.open(file));
  }

  async read({ key, word }: Caller, message: unknown): Promise<OperatorRequest> {
    const opened = openRequest(key, word, message, parseBody);
    if (!opened.ok) return { ok: false, fault: refusals[opened.reason] };
    try {
      // Not forced to the disk: a power cut may forget the last ones, and they expire in minutes.
      if ((await this.taken.claim(opened.nonce, opened.expires, { durable: false })) === 'new')
        return { ok: true, body: opened.body };
    } catch (error) {
      if (!(error instanceof LedgerUnusable)) throw error;
      return { ok: false, fault: fault('unavailable', 'the master cannot write down that it took the request') };
    }
    return { ok: false, fault: fault('replayed', 'this request was taken before') };
  }

  close(): Promise<void> {
    return this.taken.close();
  }
}

import { sealAdmission } from '@fleet/identity';
import type { EnrolAnswer, EnrolRequest } from '@fleet/protocol';
import type { MasterRuntime } from '../runtime/runtime.js';

/** To a minion or an operator who is let in: the credentials and where they are good, which nobody else can read. */
export function acceptedAnswer(
  { trust, servers, tls }: Pick<MasterRuntime, 'trust' | 'servers' | 'tls'>,
  request: Pick<EnrolRequest, 'key' | 'sealKey' | 'nonce'>,
  jwt: string,
): EnrolAnswer {
  const admission = { jwt, servers: [...servers], ...(tls && { tls }), nonce: request.nonce };
  return {
    state: 'accepted',
    admission: sealAdmission(trust.commandSigner, request, admission),
    keysets: trust.keysets,
  };
}

import { openForSelf, SealBroken, sealForSelf } from '@fleet/identity';
import type { RolloutRecord } from '@fleet/jobs';
import type { RolloutRequest } from '@fleet/protocol';

/** The request of one rollout does not open as that of another. */
const context = (id: string): string => `fleet-rollout-v1|${id}`;

/** What was asked, in full: the store holds it encrypted, with a key that lies beside the master's other keys. */
export function sealRollout(key: Uint8Array, id: string, request: RolloutRequest): Buffer {
  return sealForSelf(key, context(id), Buffer.from(JSON.stringify(request)));
}

/** `undefined` where it is not kept any more, or was sealed with another key. */
export function openRollout(
  key: Uint8Array,
  { id, sealed }: Pick<RolloutRecord, 'id' | 'sealed'>,
): RolloutRequest | undefined {
  if (!sealed) return undefined;
  try {
    return JSON.parse(openForSelf(key, context(id), sealed).toString('utf8')) as RolloutRequest;
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

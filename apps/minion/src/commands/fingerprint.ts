import { directories } from '@fleet/config';
import { exitCodes } from '@fleet/protocol';
import { IdentityStore } from '../identity-store.js';

/** `fleet-minion fingerprint`: what the operator compares before accepting. */
export async function fingerprint(options: { readonly root?: string }): Promise<number> {
  const identity = await new IdentityStore(directories(options.root).minion.identity).existing();
  if (!identity) {
    process.stderr.write('fleet-minion fingerprint: this minion has no keys yet; fleet-minion join TOKEN makes them\n');
    return exitCodes.failed;
  }
  process.stdout.write(`${identity.fingerprint}\n`);
  return exitCodes.ok;
}

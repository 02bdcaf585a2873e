import { openTrust } from '@fleet/bus';
import { JobStore } from '@fleet/jobs';
import { headSigners } from '../audit/audit-head.js';
import { verifyAudit } from '../audit/verify-audit.js';
import { CommandFailed, exits, openConfig } from './open-config.js';

/** `fleet-master audit verify`: on the files alone, whether the master runs or not. */
export async function verifyAuditFile(options: {
  readonly root: string;
  readonly head?: string;
  readonly out: string;
}): Promise<void> {
  const { places } = await openConfig(options.root);
  const trust = await openTrust(places.master.keys);
  const store = JobStore.open(places.master.database);
  try {
    const state = await verifyAudit({
      audit: store.audit,
      folder: places.master.store,
      signers: headSigners(trust),
      ...(options.head !== undefined && { head: options.head.toLowerCase() }),
    });
    if (options.out === 'json') process.stdout.write(`${JSON.stringify(state)}\n`);
    else if (state.ok) process.stdout.write(`${state.count} rows hold; head ${state.head?.hash ?? ''}\n`);
    if (!state.ok)
      throw new CommandFailed(
        `the audit log does not hold${state.broken === undefined ? '' : ` from row ${state.broken}`}: ${state.reason ?? ''}`,
        exits.failed,
      );
  } finally {
    store.close();
  }
}

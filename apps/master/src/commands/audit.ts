import { openTrust } from '@fleet/bus';
import { JobStore } from '@fleet/jobs';
import type { AuditState } from '@fleet/protocol';
import { acknowledgeAudit } from '../audit/acknowledge-audit.js';
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
    else if (state.ok)
      process.stdout.write(
        `${[`${state.count} ${state.count === 1 ? 'row holds' : 'rows hold'}; head ${state.head?.hash ?? ''}`, ...noted(state)].join('\n')}\n`,
      );
    if (!state.ok)
      throw new CommandFailed(
        `the audit log does not hold${state.broken === undefined ? '' : ` from row ${state.broken}`}: ${state.reason ?? ''}`,
        exits.failed,
      );
  } finally {
    store.close();
  }
}

function noted({ acknowledged = [] }: AuditState): string[] {
  return acknowledged.map(
    ({ row, at, what, because }) => `acknowledged ${new Date(at).toISOString()} (row ${row}): ${what} (${because})`,
  );
}

/** `fleet-master audit acknowledge`: rows are gone, and somebody who holds the keys of this master says that it is known. */
export async function acknowledgeAuditFile(options: {
  readonly root: string;
  readonly because: string;
  readonly out: string;
}): Promise<void> {
  const because = options.because.trim();
  if (because === '' || because.length > 500)
    throw new CommandFailed('--because says in up to 500 characters why rows are gone', exits.usage);
  const { places } = await openConfig(options.root);
  const trust = await openTrust(places.master.keys);
  const store = JobStore.open(places.master.database);
  try {
    const faults = await acknowledgeAudit({ store, folder: places.master.store, trust, because });
    if (options.out === 'json') process.stdout.write(`${JSON.stringify({ acknowledged: faults })}\n`);
    else if (faults.length === 0) process.stdout.write('the audit log holds: there is nothing to acknowledge\n');
    else for (const { reason } of faults) process.stdout.write(`acknowledged: ${reason}\n`);
  } finally {
    store.close();
  }
}

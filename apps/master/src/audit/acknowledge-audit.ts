import type { Trust } from '@fleet/bus';
import type { AuditBreak, JobStore } from '@fleet/jobs';
import { acknowledgedIn, acknowledgement, isAcknowledged, type AuditFault } from './acknowledgements.js';
import { headFault, headSigners, signedHead, writeHead } from './audit-head.js';

export interface AcknowledgeOptions {
  readonly store: JobStore;
  /** The store's folder: the signed head lies there. */
  readonly folder: string;
  readonly trust: Trust;
  readonly because: string;
}

/**
 * Takes note of all that does not hold, a row for each, and signs a new head where the former is of no use any more. What was acknowledged stays in the
 * log, and every look at it tells of it. Empty where all holds.
 */
export async function acknowledgeAudit({ store, folder, trust, because }: AcknowledgeOptions): Promise<AuditFault[]> {
  const signers = headSigners(trust);
  const known = acknowledgedIn(store.audit, signers);
  const signed = await signedHead(folder, signers);
  const broken: AuditBreak[] = [];
  await store.audit.verify((one) => {
    if (!isAcknowledged(known, one)) broken.push(one);
    return true;
  });
  const gone = headFault(store.audit, folder, signed);
  const faults: AuditFault[] = broken.map((one) => ({ about: 'break', ...one }));
  if (gone !== undefined) faults.push({ about: 'head', signed, reason: gone });
  if (faults.length === 0) return [];
  await store.write(({ audit }) => {
    for (const fault of faults) audit.append(acknowledgement(trust.commandSigner, fault, because));
  });
  // Where the former is good, the master goes on signing by itself.
  const head = store.audit.head();
  if (gone !== undefined && head) await writeHead(folder, trust.commandSigner, head);
  return faults;
}

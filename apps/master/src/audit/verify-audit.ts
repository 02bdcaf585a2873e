import type { AuditTable } from '@fleet/jobs';
import type { AuditState } from '@fleet/protocol';
import { acknowledgedIn, isAcknowledged } from './acknowledgements.js';
import { headFault, signedHead } from './audit-head.js';

export interface VerifyOptions {
  readonly audit: AuditTable;
  /** The store's folder: the signed head lies there. */
  readonly folder: string;
  /** Raw public keys, base64url, by which heads may be signed. */
  readonly signers: readonly string[];
  /** A hash that somebody noted earlier. */
  readonly head?: string;
}

/** What to do where it was meant. */
const wayOut = 'where a restore or a rebuild is the reason, say so with fleet-master audit acknowledge --because WHY';

/** Whether the whole chain holds, but for what is acknowledged, and still reaches as far as the head that was signed and the one that was noted. */
export async function verifyAudit({ audit, folder, signers, head }: VerifyOptions): Promise<AuditState> {
  // Read before the rows: what is appended meanwhile only makes the chain longer.
  const signed = await signedHead(folder, signers);
  const known = acknowledgedIn(audit, signers);
  const verdict = await audit.verify((broken) => isAcknowledged(known, broken));
  const { count } = verdict;
  const no = (reason: string, more: Pick<AuditState, 'broken'> = {}): AuditState => ({
    ok: false,
    count,
    ...more,
    reason,
  });
  if (!verdict.ok) return no(`${verdict.broken.reason}; ${wayOut}`, { broken: verdict.broken.row });
  const fault = headFault(audit, folder, signed);
  if (fault !== undefined) return no(`${fault}; ${wayOut}`);
  if (head !== undefined && audit.find(head) === undefined)
    return no(`no row has the hash ${head}: the log is not the one that it was noted from, or that row is gone`);
  const acknowledged = known.map(({ row, at, what, because }) => ({ row, at, what, because }));
  return { ok: true, count, head: verdict.head, ...(acknowledged.length > 0 && { acknowledged }) };
}

import type { AuditTable } from '@fleet/jobs';
import type { AuditState } from '@fleet/protocol';
import { auditHeadFile, signedHead } from './audit-head.js';

export interface VerifyOptions {
  readonly audit: AuditTable;
  /** The store's folder: the signed head lies there. */
  readonly folder: string;
  /** Raw public keys, base64url, by which heads may be signed. */
  readonly signers: readonly string[];
  /** A hash that somebody noted earlier. */
  readonly head?: string;
}

/** Whether the whole chain holds, and still reaches as far as the head that was signed and the one that was noted. */
export async function verifyAudit({ audit, folder, signers, head }: VerifyOptions): Promise<AuditState> {
  // Read before the rows: what is appended meanwhile only makes the chain longer.
  const signed = await signedHead(folder, signers);
  const verdict = await audit.verify();
  if (!verdict.ok) return verdict;
  const { count } = verdict;
  const cut = (reason: string): AuditState => ({ ok: false, count, reason });
  if (signed === 'forged')
    return cut(
      `the signature in ${auditHeadFile(folder)} is not by a key of this master: rows may be missing at the end`,
    );
  if (signed === 'missing' && count > 0)
    return cut(`${auditHeadFile(folder)} is missing: whether rows were cut off at the end cannot be told`);
  if (typeof signed === 'object' && audit.find(signed.hash) !== signed.id)
    return cut(
      `row ${signed.id} was signed as ${signed.hash} and is not there: rows were cut off, or the store is an older one`,
    );
  if (head !== undefined && audit.find(head) === undefined)
    return cut(`no row has the hash ${head}: the log is not the one that it was noted from`);
  return { ok: true, count, head: verdict.head };
}

import type { Trust } from '@fleet/bus';
import { contexts, signText, verifySigned } from '@fleet/identity';
import type { AuditBreak, AuditEntry, AuditTable } from '@fleet/jobs';
import { acknowledging } from '@fleet/jobs';
import type { AuditAcknowledged } from '@fleet/protocol';
import type { SignedHead } from './audit-head.js';

/** Something that does not hold: a place of the chain, or the head that was signed last. */
export type AuditFault =
  | ({ readonly about: 'break' } & AuditBreak)
  | { readonly about: 'head'; readonly signed: SignedHead; readonly reason: string };

export interface Acknowledged extends AuditAcknowledged {
  readonly fault: AuditFault;
}

interface Statement {
  readonly v: 1;
  readonly at: number;
  readonly because: string;
  readonly fault: AuditFault;
}

/** The row of the log that takes note of a fault. Signed: whoever can write into the store alone cannot excuse what it did there. */
export function acknowledgement(
  signer: Trust['commandSigner'],
  fault: AuditFault,
  because: string,
  at = Date.now(),
): AuditEntry {
  const statement: Statement = { v: 1, at, because, fault };
  const note = JSON.stringify(signText(signer, contexts.auditAcknowledgement, JSON.stringify(statement)));
  return { at, who: 'fleet-master', action: acknowledging, target: fault.reason, args: because, outcome: 'done', note };
}

/** Those that a key of this fleet signed, in the order of their rows. */
export function acknowledgedIn(audit: AuditTable, signers: readonly string[]): Acknowledged[] {
  return audit.acknowledgements().flatMap(({ id, note }) => {
    const verified = verifySigned(signers, contexts.auditAcknowledgement, read(note));
    if (!verified.ok) return [];
    const { at, because, fault } = JSON.parse(verified.text) as Statement;
    return [{ row: id, at, because, what: fault.reason, fault }];
  });
}

/** Whether somebody took note of exactly this. */
export function isAcknowledged(
  known: readonly Acknowledged[],
  { row, previous, hash, says, before }: AuditBreak,
): boolean {
  return known.some(
    ({ fault }) =>
      fault.about === 'break' &&
      fault.row === row &&
      fault.previous === previous &&
      fault.hash === hash &&
      fault.says === says &&
      fault.before.id === before.id &&
      fault.before.hash === before.hash,
  );
}

function read(note: string | undefined): unknown {
  try {
    return JSON.parse(note ?? 'null');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

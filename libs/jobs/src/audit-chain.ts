import { createHash } from 'node:crypto';
import type { AuditRecord } from '@fleet/protocol';

export type AuditRow = AuditRecord;

/** What is written down; the chain adds the rest. */
export type AuditEntry = Omit<AuditRow, 'id' | 'previous' | 'hash'>;

/** What stands before the first row. */
export const chainStart = '0'.repeat(64);

/** Characters of one field: whoever is refused chooses what the row says. */
const longest = 8192;

const texts = ['who', 'action', 'target', 'function', 'args', 'jid', 'outcome', 'note'] as const;

/**
 * The entry as it is stored and hashed: the same text in both. A lone surrogate would come back from the database as something else, and a
 * row that was never touched would look forged.
 */
export function storable(entry: AuditEntry): AuditEntry {
  const fields = texts.flatMap((name) => {
    const text = entry[name];
    return text === undefined ? [] : [[name, Buffer.from(text.slice(0, longest)).toString()] as const];
  });
  return { at: entry.at, ...Object.fromEntries(fields) } as AuditEntry;
}

/** SHA-256 over the fields in a fixed order, absent ones left out, with the hash of the row before among them. */
export function auditHash(row: Omit<AuditRow, 'hash'>): string {
  const canonical = {
    v: 1,
    id: row.id,
    previous: row.previous,
    at: row.at,
    ...Object.fromEntries(texts.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]))),
  };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

import type { DriftCheck, DriftRecord, DriftSummary } from '@fleet/jobs';
import type { DriftAsk, DriftRow } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';

/** What is found on the minions that are meant; of others it is nobody's business any more. */
export interface FoundDrift {
  readonly drift: readonly DriftRow[];
  /** Rows that were found and are left out: there is no room for them. */
  readonly left: number;
}

export interface DriftChoice extends Omit<DriftAsk, 'minion'> {
  /** Ids of those that are meant, by their keys. */
  readonly minions: ReadonlyMap<string, string>;
  readonly checks: readonly DriftCheck[];
  /** Bytes of all rows together. */
  readonly room: number;
}

/** One row for each chunk, however many checks have found it. `records` come key by key, and are held for one key at a time. */
export function driftRows(
  records: Iterable<DriftRecord | DriftSummary>,
  { minions, checks, room, sls = '*', kind, since = 0 }: DriftChoice,
): FoundDrift {
  const named = compileGlob(sls);
  const seen = new Map(checks.map((check) => [`${check.key} ${check.scope}`, check.at]));
  const drift: DriftRow[] = [];
  let [left, free] = [0, room];
  const take = (rows: Iterable<DriftRow>): void => {
    for (const row of rows) {
      // Another check may have found it longer ago, or knows another reason: it is chosen by what is shown of it.
      if (row.since < since || (kind !== undefined && row.kind !== kind)) continue;
      if ((free -= Buffer.byteLength(JSON.stringify(row))) > 0) drift.push(row);
      else left += 1;
    }
  };
  let key: string | undefined;
  let once = new Map<string, DriftRow>();
  for (const record of records) {
    const minion = minions.get(record.key);
    if (minion === undefined || !named(record.sls)) continue;
    if (record.key !== key) {
      take(once.values());
      [key, once] = [record.key, new Map()];
    }
    const row = driftRow(minion, record, seen.get(`${record.key} ${record.scope}`) ?? record.since);
    once.set(record.tag, merged(row, once.get(record.tag)));
  }
  take(once.values());
  return { drift, left };
}

/** Several checks may have found the same chunk. */
function merged(row: DriftRow, known: DriftRow | undefined): DriftRow {
  if (!known) return row;
  const newer = known.seen >= row.seen ? known : row;
  return { ...newer, since: Math.min(known.since, row.since) };
}

function driftRow(minion: string, record: DriftRecord | DriftSummary, seen: number): DriftRow {
  const { sls, id, name, state, kind, since, comment } = record;
  return {
    ...{ minion, sls, id, name, state, kind, since, seen, comment },
    ...('changes' in record && { changes: record.changes }),
  };
}

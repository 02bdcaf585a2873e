import type { Statement } from 'better-sqlite3';
import type { JobOutcome } from '@fleet/protocol';

/** Each job is one of both, from its beginning: nothing went wrong yet, or somebody failed or is silent. */
export type OutcomeClass = 'good' | 'bad';

/** Who called what. */
export interface CallKind {
  readonly operator: string;
  readonly function: string;
}

const conditions = { good: 't.failed + t.silent = 0', bad: 't.failed + t.silent > 0' } as const;

/** As the partial indices have it: SQLite takes them only for the very same words. */
export function conditionOf(one: OutcomeClass): string {
  return conditions[one];
}

/** Of lists without a call, what is rare has an index of its own. */
export function indexOf(one: OutcomeClass, byCall: boolean, outcome?: JobOutcome): string {
  if (byCall) return `totals_${one}_calls`;
  return outcome === 'partial' || outcome === 'silent' ? `totals_${outcome}` : `totals_${one}`;
}

export function classesOf(outcome: JobOutcome | undefined): readonly OutcomeClass[] {
  if (outcome === undefined) return ['good', 'bad'];
  return outcome === 'ok' ? ['good'] : ['bad'];
}

type Prepare = (sql: string) => Statement<unknown[], Record<string, unknown>>;

/** What there is of calls that fit both globs: the index is asked for the next one each time, so that a million jobs of one kind are one step. */
export function callsIn(one: OutcomeClass, globs: CallKind, prepare: Prepare): CallKind[] {
  // Each is one seek; both in one comparison would be a walk over all of the operator's.
  const select = (beyond: string, order: string): ReturnType<Prepare> =>
    prepare(`SELECT t.operator, t.function, t.operator GLOB ? AS by, t.function GLOB ? AS fits
      FROM job_totals t INDEXED BY ${indexOf(one, true)} WHERE ${conditionOf(one)} AND ${beyond} ORDER BY ${order} LIMIT 1`);
  const nextFunction = select('t.operator = ? AND t.function > ?', 't.function');
  const nextOperator = select('t.operator > ?', 't.operator, t.function');
  const { operator, function: called } = globs;
  const found: CallKind[] = [];
  let row = nextOperator.get(operator, called, '');
  while (row) {
    const call: CallKind = { operator: row.operator as string, function: row.function as string };
    if (row.by === 1 && row.fits === 1) found.push(call);
    row =
      (row.by === 1 ? nextFunction.get(operator, called, call.operator, call.function) : undefined) ??
      nextOperator.get(operator, called, call.operator);
  }
  return found;
}

/** A glob as people write them everywhere in fleet, as SQLite has it. */
export function asSqlite(glob: string): string {
  return glob.replaceAll('[!', '[^');
}

import type { Database } from 'better-sqlite3';

interface ToldTable {
  readonly table: string;
  readonly key: readonly string[];
  /** Columns that never change and may be long: an update does not tell them again. */
  readonly fixed?: readonly string[];
  /** Rows are deleted by what another fact says. */
  readonly silentRemoval?: true;
  /** Rows that are facts, where not all are; `ROW` stands for the row. */
  readonly when?: string;
  /** Everything that is in it is told again from time to time, so that facts may leave the stream by age. Not what grows without end. */
  readonly asserted?: true;
}

/** Tables whose rows are facts. Every other table is in {@link untoldTables} with its reason; a spec holds the schema to both. */
export const toldTables: readonly ToldTable[] = [
  {
    table: 'jobs',
    key: ['jid'],
    fixed: [
      ...['function', 'target_type', 'target', 'args', 'kwargs', 'operator', 'created', 'revision'],
      ...['rollout', 'step', 'rerun_of', 'kind'],
    ],
    silentRemoval: true,
  },
  // Counters. The rest belongs to one file.
  { table: 'meta', key: ['key'], when: "typeof(ROW.value) <> 'text' AND ROW.key <> 'epoch'", asserted: true },
  { table: 'members', key: ['number'], asserted: true },
  { table: 'keys', key: ['key'], asserted: true },
  { table: 'tokens', key: ['key'], asserted: true },
  { table: 'incarnations', key: ['minion'], asserted: true },
  { table: 'token_uses', key: ['token', 'key'], asserted: true },
  { table: 'artifacts', key: ['minion', 'path'], asserted: true },
  { table: 'operators', key: ['key'], asserted: true },
  { table: 'logins', key: ['token'], asserted: true },
  {
    table: 'approvals',
    key: ['id'],
    fixed: [
      ...['created', 'expires', 'key', 'operator', 'function', 'target_type', 'target', 'args', 'kwargs', 'sealed'],
      ...['digest', 'minions', 'approvers', 'needed'],
    ],
  },
  {
    table: 'rollouts',
    key: ['id'],
    fixed: [
      ...['created', 'key', 'operator', 'function', 'target_type', 'target', 'args', 'kwargs', 'revision', 'plan'],
    ],
  },
  { table: 'schedules', key: ['name'], asserted: true },
  { table: 'drift_checks', key: ['key', 'scope'], asserted: true },
  {
    table: 'drift',
    key: ['key', 'scope', 'tag'],
    fixed: ['minion', 'sls', 'id', 'name', 'state', 'since'],
    asserted: true,
  },
  { table: 'audit', key: ['id'], silentRemoval: true },
];

export const untoldTables: Readonly<Record<string, string>> = {
  expected:
    'the facts `expect` and `silence` tell thousands of rows in one; when a minion acknowledged is of no use later',
  returns: 'they are in the stream of returns; those that the master made itself are the fact `return`',
  scheduled: 'they are in the stream of returns',
  minions: 'minions tell presence and grains when they say hello',
  job_totals: 'follows from jobs, expected and returns',
  orders: 'they are sealed with a key of this master, and gone as soon as nobody waits for them',
  requests: 'they are sealed with a key of this master; what cannot be asked again can be typed again',
  outputs: 'what a job said before its return; the return has it',
  facts: 'is what is told',
  events:
    'a journal of some days: what it tells of jobs, keys, operators and approvals are facts by themselves, and its numbers go on behind the epoch',
  sinks: 'how far they have got in the journal, which a rebuild does without',
};

/**
 * Triggers that write a fact with every change of a row that is told. They are made anew at each opening, for this connection alone and from the columns that
 * there are: a migration that adds a column cannot forget them, and a store that is being rebuilt does without.
 */
export function tellRows(database: Database): void {
  for (const { table, key, fixed = [], silentRemoval, when } of present(database)) {
    const columns = columnsOf(database, table);
    const insert = (kind: string, row: 'NEW' | 'OLD', names: readonly string[]): string =>
      `INSERT INTO facts (kind, body) VALUES ('${kind}', ${rowAsJson(table, names, row)});`;
    const only = (row: string): string => (when === undefined ? '' : `WHEN ${when.replaceAll('ROW', row)}`);
    const changing = columns.filter((name) => !fixed.includes(name));
    const updated = fixed.length === 0 ? insert('put', 'NEW', columns) : insert('set', 'NEW', changing);
    database.exec(`CREATE TEMP TRIGGER ${table}_put AFTER INSERT ON main.${table} ${only('NEW')} BEGIN ${insert('put', 'NEW', columns)} END;
      CREATE TEMP TRIGGER ${table}_set AFTER UPDATE ON main.${table} ${only('NEW')} BEGIN ${updated} END;`);
    if (!silentRemoval)
      database.exec(
        `CREATE TEMP TRIGGER ${table}_gone AFTER DELETE ON main.${table} ${only('OLD')} BEGIN ${insert('gone', 'OLD', key)} END;`,
      );
  }
}

/** Writes down once more every row of what has to be known for ever. */
export function assertRows(database: Database): void {
  for (const { table, when = '1' } of present(database).filter(({ asserted }) => asserted)) {
    const columns = columnsOf(database, table);
    database.exec(
      `INSERT INTO facts (kind, body) SELECT 'put', ${rowAsJson(table, columns, table)} FROM main.${table} WHERE ${when.replaceAll('ROW', table)};`,
    );
  }
}

export function columnsOf(database: Database, table: string): string[] {
  return (database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[]).map(
    ({ name }) => name,
  );
}

function present(database: Database): ToldTable[] {
  return toldTables.filter(({ table }) => columnsOf(database, table).length > 0);
}

/** `{"t": table, "r": {column: value}}`; a blob is `{"hex": …}`, because JSON has none. */
function rowAsJson(table: string, columns: readonly string[], row: string): string {
  const pairs = columns.map((name) => {
    const value = `${row}."${name}"`;
    return `'${name}', json(CASE typeof(${value}) WHEN 'blob' THEN json_object('hex', hex(${value})) ELSE json_quote(${value}) END)`;
  });
  return `json_object('t', '${table}', 'r', json_object(${pairs.join(', ')}))`;
}

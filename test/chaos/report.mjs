import { operationTable } from './workload/table.mjs';

/** The figures of a run, as `--json` prints them. */
export function figuresOf({ history, violations, evidence }) {
  const { seed, minutes, faults, operations, jobs, stream, hosts } = history;
  const rows = jobs.flatMap((job) => job.minions);
  const count = (list, name) => {
    const counts = {};
    for (const item of list) counts[name(item)] = (counts[name(item)] ?? 0) + 1;
    return counts;
  };
  const told = (check) => violations.filter((violation) => check.test(violation.what)).length;
  return {
    seed,
    minutes,
    faults: Object.entries(count(faults, ({ kind }) => kind)).map(([kind, times]) => {
      const those = faults.filter((fault) => fault.kind === kind);
      return {
        kind,
        times,
        targets: count(those, ({ host, what }) => (what === undefined ? host : `${host} ${what}`)),
        recovered: those.flatMap(({ recovered }) => (recovered === undefined ? [] : [recovered])),
      };
    }),
    operations: {
      planned: operations.length,
      skipped: operations.filter(({ skipped }) => skipped !== undefined).length,
      'told a jid': operations.filter(({ jid }) => jid !== undefined).length,
      'exit codes': count(
        operations.filter(({ code }) => code !== undefined),
        ({ code }) => code,
      ),
    },
    jobs: {
      created: jobs.length,
      'minions asked': rows.length,
      returned: rows.filter((row) => row.return && !row.return.fault).length,
      interrupted: rows.filter((row) => row.return?.fault?.code === 'interrupted').length,
      refused: count(
        rows.filter((row) => row.return?.fault && row.return.fault.code !== 'interrupted'),
        (row) => row.return.fault.code,
      ),
      silent: count(
        rows.filter((row) => row.silence),
        (row) => row.silence.code,
      ),
    },
    effects: Object.values(hosts).reduce(
      (sum, host) => sum + host.effects.filter(({ mark }) => mark === 'begin').length,
      0,
    ),
    'operations with effects': operations.filter(({ kind }) => operationTable[kind].effect).length,
    'messages in the stream': stream.length,
    'temporary files left by killed writers': Object.values(hosts).reduce(
      (sum, host) => sum + host.temporary.length,
      0,
    ),
    losses: told(/no return|outbox|does not have|begun still|neither|in the store alone|who asked/),
    duplicates: told(/came \d+ times|became \d+ jobs|contradict/),
    violations,
    ...(evidence !== undefined && { evidence }),
  };
}

/** The same for people. */
export function reportOf(figures) {
  const table = (rows) => {
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
    return rows
      .map(
        (row) =>
          `  ${row
            .map((cell, column) => String(cell).padEnd(widths[column]))
            .join('  ')
            .trimEnd()}`,
      )
      .join('\n');
  };
  const pairs = (counts) =>
    Object.entries(counts)
      .map(([name, times]) => (times === 1 ? name : `${name} ×${times}`))
      .join(', ') || 'none';
  const faults = figures.faults.map(({ kind, times, targets, recovered }) => [
    kind,
    times,
    span(recovered),
    pairs(targets),
  ]);
  const { operations, jobs } = figures;
  return [
    `seed ${figures.seed}, ${figures.minutes} min`,
    '',
    ...(faults.length > 0 ? [table([['FAULT', 'TIMES', 'ANSWERED AGAIN AFTER', 'OF'], ...faults]), ''] : []),
    table([
      [
        'operations',
        operations.planned,
        `${operations['told a jid']} were told their jid, ${operations.skipped} skipped; exit codes ${pairs(operations['exit codes'])}`,
      ],
      ['jobs', jobs.created, `${jobs['minions asked']} times a minion was asked`],
      ['returned', jobs.returned, ''],
      ['interrupted', jobs.interrupted, ''],
      ['refused', sum(jobs.refused), pairs(jobs.refused)],
      ['silent', sum(jobs.silent), pairs(jobs.silent)],
      ['effects', figures.effects, `of ${figures['operations with effects']} operations`],
      ['losses', figures.losses, ''],
      ['duplicates', figures.duplicates, ''],
      ['violations', figures.violations.length, ''],
    ]),
    ...figures.violations.map(
      ({ check, what, jid, minion, operation }) =>
        `  ${check}: ${what}${[jid, minion, operation]
          .filter((part) => part !== undefined)
          .map((part) => ` · ${part}`)
          .join('')}`,
    ),
    ...(figures.evidence === undefined ? [] : ['', `kept: ${figures.evidence}`]),
  ].join('\n');
}

function sum(counts) {
  return Object.values(counts).reduce((all, times) => all + times, 0);
}

/** Milliseconds as seconds, least to most. */
function span(milliseconds) {
  if (milliseconds.length === 0) return 'not measured';
  const [least, most] = [Math.min(...milliseconds), Math.max(...milliseconds)].map((value) =>
    (value / 1000).toFixed(1),
  );
  return least === most ? `${least} s` : `${least} to ${most} s`;
}

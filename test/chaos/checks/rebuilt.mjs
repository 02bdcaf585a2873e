/** A store that is made from the streams alone says what the master's own says. */
export function rebuilt({ rebuilt: { problem, jobs: count, replayed, streams, differences }, jobs }) {
  if (problem !== undefined) return [{ what: `the streams were not compared with the store: ${problem}` }];
  const { unplaced, unknown, replaced, returns } = replayed;
  const left = Object.entries({
    unplaced,
    unknown,
    replaced,
    'unplaced returns': returns.unplaced,
    unreadable: streams.unreadable,
  });
  return [
    ...differences.map(({ table, onlyFirst, onlySecond, examples }) => ({
      what: `${table}: ${onlyFirst} rows are in the store alone, ${onlySecond} in the one from the streams alone, such as ${String(examples[0]).slice(0, 300)}`,
    })),
    ...left
      .filter(([, times]) => times > 0)
      .map(([what, times]) => ({ what: `the streams hold what a rebuild cannot use: ${times} ${what}` })),
    ...(count === jobs.length
      ? []
      : [{ what: `the store has ${jobs.length} jobs, and the rebuild says that it has ${count}` }]),
  ];
}

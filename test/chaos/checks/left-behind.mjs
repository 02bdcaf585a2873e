export function leftBehind({ hosts, pings, unsettled, leftovers }) {
  return [
    ...unsettled.map((what) => ({ what: `not so: ${what}` })),
    ...Object.entries(hosts).flatMap(([minion, { processes, worker }]) => [
      ...processes.map((words) => ({ what: `a process is left: ${words}`, minion })),
      ...(worker === 'active' ? [] : [{ what: `the service that was restarted is ${worker}`, minion }]),
    ]),
    ...Object.keys(hosts)
      .filter((minion) => pings[minion] !== true)
      .map((minion) => ({
        what: `it does not answer test.ping at the end: ${JSON.stringify(pings.error ?? pings[minion])}`,
        minion,
      })),
    ...leftovers.map((what) => ({ what: `the lab left behind: ${what}` })),
  ];
}

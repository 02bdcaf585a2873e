/** Faults with which a minion refuses in its acknowledgement, which does not go through the stream. */
const byAcknowledgement = [
  'expired',
  'not-for-me',
  'disabled',
  'busy',
  'unavailable',
  'replayed',
  'draining',
  'not-allowed',
];

/** Minions keep nothing back; what the stream holds the store holds, and the other way round. */
export function returns({ hosts, stream, jobs, keys }) {
  return [...keptBack(hosts), ...notStored({ stream, jobs, keys }), ...notStreamed({ stream, jobs, keys })];
}

function keptBack(hosts) {
  return Object.entries(hosts).flatMap(([minion, { outbox, journal }]) => [
    ...outbox.map((jid) => ({ what: 'its return lies in the outbox still', jid, minion })),
    ...journal.map((jid) => ({ what: 'the minion has it as begun still', jid, minion })),
  ]);
}

function notStored({ stream, jobs, keys }) {
  const first = new Map();
  const found = [];
  for (const { key, jid, text } of stream) {
    const minion = keys[key] ?? key;
    const body = parsed(text);
    if (body === undefined) {
      found.push({ what: 'half a return lies in the stream', jid, minion });
      continue;
    }
    if (body.scheduled) continue;
    const name = `${jid} ${minion}`;
    // A return that is sent twice is the usual case; two that say different things are not. The first one counts: a process that knows
    // of no return of an earlier one may call the job interrupted afterwards.
    if (first.has(name)) {
      if (!same(first.get(name), body) && body.fault?.code !== 'interrupted')
        found.push({ what: 'two returns of one job contradict each other', jid, minion });
      continue;
    }
    first.set(name, body);
    const stored = rowOf(jobs, jid, minion)?.return;
    if (!stored) found.push({ what: 'the stream has a return that the store does not have', jid, minion });
    else if (!same(stored, body)) found.push({ what: 'the store has another return than the stream', jid, minion });
  }
  return found;
}

function notStreamed({ stream, jobs, keys }) {
  const streamed = new Set(stream.map(({ key, jid }) => `${jid} ${keys[key] ?? key}`));
  return jobs.flatMap(({ jid, minions }) =>
    minions
      .filter(
        (row) =>
          row.return && !byAcknowledgement.includes(row.return.fault?.code) && !streamed.has(`${jid} ${row.minion}`),
      )
      .map(({ minion }) => ({ what: 'the store has a return that the stream does not have', jid, minion })),
  );
}

function rowOf(jobs, jid, minion) {
  return jobs.find((job) => job.jid === jid)?.minions.find((row) => row.minion === minion);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function same(one, other) {
  return (
    one.success === other.success &&
    one.retcode === other.retcode &&
    one.value === other.value &&
    one.fault?.code === other.fault?.code
  );
}

/** A jid that fleetctl printed is a job of the store, and success that it reported is success of each return. */
export function acknowledged({ operations, jobs }) {
  const byJid = new Map(jobs.map((job) => [job.jid, job]));
  return operations.flatMap(({ id, kind, jid, code }) => {
    if (jid === undefined) return [];
    const job = byJid.get(jid);
    if (!job) return [{ what: 'the operator was told of a job that the store does not have', jid, operation: id }];
    const bad = job.minions.filter((row) => !(row.return?.success && row.return.retcode === 0));
    // Of a queued job 0 says that it waits.
    if (code !== 0 || kind === 'queue' || bad.length === 0) return [];
    return bad.map(({ minion }) => ({
      what: 'fleetctl reported success that the store does not have',
      jid,
      minion,
      operation: id,
    }));
  });
}

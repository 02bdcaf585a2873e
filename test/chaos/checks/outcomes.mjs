const reasons = ['never-connected', 'disconnected', 'no-acknowledgement', 'still-running', 'expired', 'duplicate'];

/** returned (an interruption is a return) | silent with a reason; never both, never neither. */
export function outcomes({ jobs }) {
  return jobs.flatMap((job) => {
    const { jid } = job;
    const open = job.ended === undefined ? [{ what: 'the job has not ended', jid }] : [];
    const unclear = job.minions.flatMap(({ minion, return: answer, silence }) => {
      if (answer && silence) return [{ what: 'it returned and is called silent', jid, minion }];
      if (!answer && !silence && job.ended !== undefined)
        return [{ what: 'the job ended with neither a return nor a reason', jid, minion }];
      if (silence && !reasons.includes(silence.code))
        return [{ what: `the silence has no known reason: ${JSON.stringify(silence)}`, jid, minion }];
      // Whatever a fault does to a machine has a code of its own.
      if (answer?.fault?.code === 'internal')
        return [{ what: `fleet did not foresee what it met: ${answer.fault.message}`, jid, minion }];
      return [];
    });
    return [...open, ...unclear];
  });
}

import { operationTable } from '../workload/table.mjs';

/** Counts the lines that operations left on the hosts. */
export function effects(history) {
  const { operations, jobs, hosts } = history;
  return operations
    .filter(({ kind }) => operationTable[kind].effect)
    .flatMap((operation) => {
      const mine = jobs.filter((job) => isOf(job, operation));
      const many =
        mine.length > 1
          ? [{ what: `one request became ${mine.length} jobs`, jid: mine[0].jid, operation: operation.id }]
          : [];
      const perHost = Object.entries(hosts).flatMap(([minion, host]) =>
        onOneHost(
          operation,
          mine[0],
          minion,
          host.effects.filter((line) => line.operation === operation.id),
        ),
      );
      return [...many, ...perHost];
    });
}

function onOneHost(operation, job, minion, lines) {
  const at = { minion, operation: operation.id, ...(job && { jid: job.jid }) };
  const count = (mark) => lines.filter((line) => line.mark === mark).length;
  const found = [];
  const [begun, ended] = [count('begin'), count('end')];
  if (begun > 1 || ended > 1) found.push({ what: `the effect came ${Math.max(begun, ended)} times`, ...at });
  const row = job?.minions.find((one) => one.minion === minion);
  if (lines.length > 0) {
    if (!job) found.push({ what: 'an effect of a job that the store does not have', ...at });
    else if (!row) found.push({ what: 'an effect on a minion that was not meant', ...at });
    else if (!row.return)
      found.push({ what: `an effect, and no return: ${JSON.stringify(row.silence ?? 'nothing')}`, ...at });
    else if (refused(row.return))
      found.push({ what: `an effect of a command that was refused: ${row.return.fault.code}`, ...at });
  }
  const succeeded = row?.return?.success && row.return.retcode === 0;
  if (succeeded && (begun !== 1 || ended !== 1))
    found.push({ what: `success was returned, and the effect began ${begun} times and ended ${ended} times`, ...at });
  if (succeeded && operation.kind === 'stream') {
    const missing = Array.from({ length: operation.lines }, (_, index) => `line ${index + 1}`).filter(
      (line) => !String(row.return.value).includes(line),
    );
    if (missing.length > 0) found.push({ what: `${missing.length} lines of output are missing`, ...at });
  }
  return found;
}

/** What was refused has not begun. */
function refused({ fault }) {
  return ['expired', 'not-for-me', 'disabled', 'busy', 'unavailable', 'replayed', 'bad-signature'].includes(
    fault?.code,
  );
}

/** The operation's name is in the arguments of its job, and nowhere else. */
function isOf({ args }, { id }) {
  return new RegExp(`\\b${id.replace('-', '[-_]')}\\b`).test(args);
}

import { pause } from '../../lab/fleet.mjs';
import { operationTable } from './table.mjs';

/** fleetctl processes at once: on a machine with few cores, more would only wait for each other. */
const most = 8;

const attempts = 4;
/** What fleetctl says where nothing can have been sent; anything less certain must not be asked again, for it may have been heard. */
const nobodyHeard = /nobody answers at|the bus at .* is up, and no master is/;

/**
 * Does what is planned, each operation at its time, through fleetctl. Answers them with what fleetctl said; none is left running.
 * @param {{ ended: boolean }} stop set from outside: nothing further is begun
 */
export async function runOperations(fleet, planned, { began, stop, told = () => {} }) {
  const running = new Set();
  const done = [];
  for (const operation of planned) {
    while (Date.now() < began + operation.at * 1000 && !stop.ended) await pause(20);
    while (running.size >= most && !stop.ended) await pause(20);
    if (stop.ended) break;
    const work = runOperation(fleet, operation, began).then((outcome) => {
      running.delete(work);
      done.push(outcome);
      told(outcome);
    });
    running.add(work);
  }
  await Promise.all(running);
  return done.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function runOperation(fleet, operation, began) {
  const { prepare, options = () => [], call } = operationTable[operation.kind];
  const seconds = () => Number(((Date.now() - began) / 1000).toFixed(2));
  const from = seconds();
  try {
    if (prepare) await fleet.writeTree(prepare(operation));
  } catch (error) {
    // The master's host is down: nobody edits its trees.
    return { ...operation, from, to: seconds(), skipped: error.message.split('\n')[0] };
  }
  const target = ['-L', operation.targets.join(',')];
  let answer;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    answer = await fleet.fleetctl('-v', '-t', '25', ...options(operation), ...target, ...call(operation));
    if (!nobodyHeard.test(answer.stderr)) break;
    await pause(2_000);
  }
  const { code, stdout, stderr } = answer;
  const jid = /^job (\d{20}) for /m.exec(stderr)?.[1];
  return { ...operation, from, to: seconds(), code, ...(jid && { jid }), stdout, stderr };
}

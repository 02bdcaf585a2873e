import { pause } from '../../lab/fleet.mjs';
import { faultTable } from './table.mjs';

/** How long a minion may take to answer again before its recovery counts as unknown; seconds. */
const patience = 60;

/**
 * Does what is planned, each fault at its time, and undoes each before this resolves, whatever happens. Answers them with when they really
 * began and ended, and how long it took until the minions concerned answered again.
 */
export async function runFaults(fleet, planned, { began, stop, told = () => {} }) {
  const done = [];
  const running = planned.map(async (fault) => {
    while (Date.now() < began + fault.start * 1000 && !stop.ended) await pause(20);
    if (stop.ended) return;
    done.push(await runFault(fleet, fault, { began, stop, told }));
  });
  await Promise.all(running);
  return done.sort((a, b) => a.number - b.number);
}

async function runFault(fleet, fault, { began, stop, told }) {
  const seconds = () => Number(((Date.now() - began) / 1000).toFixed(2));
  const from = seconds();
  told(fault, 'begins');
  let undo = async () => undefined;
  try {
    undo = await faultTable[fault.kind].begin(fleet, fault);
    while (seconds() < from + fault.seconds && !stop.ended) await pause(20);
  } finally {
    await undo();
  }
  const to = seconds();
  told(fault, 'ends');
  const recovered = stop.ended ? undefined : await recovery(fleet, fault, stop);
  return { ...fault, from, to, ...(recovered !== undefined && { recovered }) };
}

/** Milliseconds from the end of a fault until those that it concerned answer. */
async function recovery(fleet, { host }, stop) {
  const since = Date.now();
  const minions = fleet.minions.includes(host) ? [host] : fleet.minions;
  while (Date.now() < since + patience * 1000 && !stop.ended) {
    const { code } = await fleet.fleetctl('-t', '3', '-L', minions.join(','), 'test.ping');
    if (code === 0) return Date.now() - since;
    await pause(1000);
  }
  return undefined;
}

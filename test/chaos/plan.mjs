import { random } from './random.mjs';
import { faultTable } from './faults/table.mjs';
import { operationTable } from './workload/table.mjs';

/** Seconds between the end of one fault on a host and the next on the same: what it broke gets a moment to come back, or not quite. */
const rest = 3;

/**
 * What happens when, decided by the seed alone: `faults` with start and length, `operations` with their words. Two faults may overlap where
 * they hurt different hosts. Each kind comes once before any comes again.
 * @param {{ seed: number, minutes: number, faults: string[], minions: string[], master: string }} options
 */
export function planRun({ seed, minutes, faults, minions, master }) {
  const seconds = minutes * 60;
  return {
    faults: planFaults(random(seed, 'faults'), { seconds, kinds: faults, minions, master }),
    operations: planOperations(random(seed, 'operations'), { seconds, minions }),
  };
}

function planFaults(draw, { seconds, kinds, minions, master }) {
  if (kinds.length === 0) return [];
  const planned = [];
  const freeAt = new Map([master, ...minions].map((host) => [host, 0]));
  let round = [];
  let at = 2;
  for (;;) {
    if (round.length === 0) round = draw.shuffled(kinds);
    const fault = faultTable[round.pop()];
    const hosts = draw.shuffled([...(fault.hurts.master ? [master] : []), ...(fault.hurts.minion ? minions : [])]);
    const host = hosts.reduce((best, next) => (freeAt.get(next) < freeAt.get(best) ? next : best));
    const lasts = draw.whole(...fault.seconds);
    const what = fault.choose(draw, host === master ? 'master' : 'minion');
    at = Math.max(at, freeAt.get(host));
    if (at + lasts > seconds) return planned;
    planned.push({ number: planned.length + 1, kind: fault.name, host, ...what, start: at, seconds: lasts });
    freeAt.set(host, at + lasts + (fault.aftermath ?? 0) + rest);
    at += draw.whole(5, 13);
  }
}

function planOperations(draw, { seconds, minions }) {
  const planned = [];
  const kinds = Object.values(operationTable);
  for (let at = 0.5; at < seconds; at += 0.4 + draw.fraction() * 1.4) {
    const kind = draw.weighted(kinds.map((row) => [row.weight, row]));
    const id = `op-${String(planned.length + 1).padStart(4, '0')}`;
    const targets = draw.fraction() < 0.5 ? [...minions] : [draw.pick(minions)];
    planned.push({ id, kind: kind.name, at: Number(at.toFixed(2)), targets, ...kind.choose(draw) });
  }
  return planned;
}

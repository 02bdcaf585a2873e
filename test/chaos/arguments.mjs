import { parseArgs } from 'node:util';
import { faultTable } from './faults/table.mjs';

export const exitCodes = { held: 0, violated: 1, usage: 2, impossible: 3, interrupted: 130 };

export function usage() {
  const width = Math.max(...Object.keys(faultTable).map((name) => name.length));
  const kinds = Object.values(faultTable).map(({ name, about }) => `    ${name.padEnd(width)}  ${about}`);
  return `usage: npm run chaos [-- --seed N] [--minutes M] [--faults a,b] [--hosts K] [--json] [--keep]

Boots a fleet in the lab (a master and K minions, each on a host of its own), lets operators work and things go wrong, and checks that
nothing was lost, doubled or left half done. Needs root.

  --seed N      what happens and when; the same seed plans the same run. Without it: a new one, which is printed
  --minutes M   how long things go wrong; default 2. Fractions are fine
  --faults a,b  only these kinds, or \`none\`; default all:
${kinds.join('\n')}
  --hosts K     minions, 1 to 9; default 2
  --json        the figures as one JSON object on stdout; progress goes to stderr either way
  --keep        leave the lab up where something was found, and say how to get in; Ctrl-C ends it

exit codes
  0    every promise held
  1    one was broken; what explains it lies under .fleet/evidence/chaos/seed-N
  2    the command line makes no sense
  3    the lab cannot run here, or failed by itself
  130  Ctrl-C; the lab is gone

examples
  npm run chaos
  npm run chaos -- --seed 7 --minutes 5
  npm run chaos -- --faults kill-master,kill-bus --minutes 1 --json`;
}

/** @returns {{ ok: true, value: object } | { ok: false, why: string }} */
export function readArguments(words) {
  let values;
  try {
    ({ values } = parseArgs({
      args: words,
      options: {
        seed: { type: 'string' },
        minutes: { type: 'string', default: '2' },
        faults: { type: 'string' },
        hosts: { type: 'string', default: '2' },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    return { ok: false, why: error.message };
  }
  const all = Object.keys(faultTable);
  const faults = values.faults === undefined ? all : values.faults === 'none' ? [] : values.faults.split(',');
  const unknown = faults.filter((name) => !all.includes(name));
  const [seed, minutes, hosts] = [
    Number(values.seed ?? Math.floor(Math.random() * 1e6)),
    Number(values.minutes),
    Number(values.hosts),
  ];
  if (unknown.length > 0)
    return { ok: false, why: `there is no fault ${unknown.join(', ')}; there are ${all.join(', ')}` };
  if (!Number.isSafeInteger(seed) || seed < 0) return { ok: false, why: '--seed has to be a whole number' };
  if (!(minutes > 0 && minutes <= 24 * 60)) return { ok: false, why: '--minutes has to be a number from 0 to 1440' };
  if (!Number.isInteger(hosts) || hosts < 1 || hosts > 9) return { ok: false, why: '--hosts has to be 1 to 9' };
  const { json, keep, help } = values;
  return { ok: true, value: { seed, minutes, faults, hosts, json, keep, help } };
}

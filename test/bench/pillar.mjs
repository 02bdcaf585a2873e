import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundled } from './bundled.mjs';
import { result } from './result.mjs';
import { say, scratchFolder } from './scratch-fleet.mjs';
import { median, rounded, spread } from './timing.mjs';

const entries = 1_000;

/** Compiles the pillars of a fleet with a large registry, from the scan of the roots to the text of each, against the first minion alone. */
export async function measure({ minions = 1_000, runs = 5 }) {
  const program = await bundled('pillar-run.ts', await scratchFolder());
  say(`compiling pillars of ${minions} and ${Math.ceil(minions / 10)} minions from a registry of ${entries} entries`);
  const many = await turns(program, minions, runs);
  const few = await turns(program, Math.ceil(minions / 10), runs);
  const of = (times, key) => times.map((one) => one[key]);
  return result({
    name: 'pillar',
    unit: 'ms',
    value: median(of(many, 'all')),
    baseline: median(of(many, 'first')),
    runs,
    details: {
      what: `pillars of ${minions} minions from a registry of ${entries} entries: roots scanned, compiled, scoped, written as text`,
      baseline: 'the first of these minions, when nothing is rendered yet',
      minions,
      entries,
      spread: spread(of(many, 'all')),
      processor: `${rounded(median(of(many, 'processor')))} ms of processor time, all threads`,
      scan: rounded(median(of(many, 'scan'))),
      eachFurther: `${Math.round((1000 * (median(of(many, 'compile')) - median(of(many, 'first')))) / Math.max(1, minions - 1))} µs`,
      renders: many[0].renders,
      tenth: spread(of(few, 'all')),
    },
  });
}

async function turns(program, minions, runs) {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, String(minions), String(entries)]);
    times.push(JSON.parse(stdout));
  }
  return times;
}

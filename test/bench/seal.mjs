import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundled } from './bundled.mjs';
import { result } from './result.mjs';
import { say, scratchFolder } from './scratch-fleet.mjs';
import { median, rounded, spread } from './timing.mjs';

const bytes = 4096;

/** Seals a pillar to each minion of a fleet and signs the answer, against the same steps of node:crypto alone. */
export async function measure({ minions = 5_000, runs = 5 }) {
  const program = await bundled('seal-run.ts', await scratchFolder());
  say(`sealing and signing ${minions} pillars of ${bytes} bytes`);
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, String(minions), String(bytes)]);
    times.push(JSON.parse(stdout));
  }
  const of = (key) => times.map((one) => one[key]);
  return result({
    name: 'seal',
    unit: 'ms',
    value: median(of('sealed')),
    baseline: median(of('bare')),
    runs,
    details: {
      what: `${minions} pillars of ${bytes} bytes, each sealed to its minion and signed`,
      baseline: 'X25519, HKDF, AES-256-GCM and Ed25519 of node:crypto on the same bytes, without envelopes',
      minions,
      spread: spread(of('sealed')),
      each: `${rounded((median(of('sealed')) * 1000) / minions)} µs`,
      opened: `${rounded((median(of('opened')) * 1000) / minions)} µs for a minion to verify and open its own`,
    },
  });
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pause } from '../lab/fleet.mjs';
import { bundled } from './bundled.mjs';
import { startEmulatedMinions } from './emulated.mjs';
import { result } from './result.mjs';
import { operatorWords, say, scratchFolder, startMaster } from './scratch-fleet.mjs';
import { median, rounded, spread } from './timing.mjs';

/** From the request to reject a key until its connection is gone, with a whole fleet connected; and whether anybody else noticed. */
export async function measure({ minions = 1_000, runs = 15 }) {
  const folder = await scratchFolder();
  const { fleet } = await startMaster(folder);
  const down = new Map();
  const lost = [];
  await startEmulatedMinions(fleet, folder, minions, (id, at) => {
    lost.push(id);
    if (!down.has(id)) down.set(id, at);
  });
  // Minions that just connected are still saying hello.
  await pause(3_000);
  const [servers, credentials] = await operatorWords(fleet);
  const program = await bundled('revoke-run.ts', await scratchFolder());
  say(`rejecting ${runs} of ${minions} keys, one after the other`);
  const keys = join(fleet.options.root, 'var/lib/fleet/master/keys');
  const words = [program, servers, credentials, keys, String(minions), String(runs)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const { rounds, asked, mint } = JSON.parse(stdout);
  await pause(2_000);
  const victims = new Set(rounds.map(({ id }) => id));
  const silent = rounds.filter(({ id }) => !down.has(id));
  if (silent.length > 0) throw new Error(`${silent.length} rejected minions are still connected`);
  const gone = rounds.map(({ id, began }) => down.get(id) - began);
  return result({
    name: 'revoke',
    unit: 'ms',
    value: median(gone),
    baseline: median(asked),
    runs,
    details: {
      what: `from the request to reject one key until its minion has lost its connection, ${minions} minions connected`,
      baseline: 'a request of the same operator that changes nothing',
      minions,
      spread: spread(gone),
      answered: spread(rounds.map(({ answered }) => answered)),
      disturbed: lost.filter((id) => !victims.has(id)).length,
      mint: `${rounded(mint)} µs for the credentials of one minion`,
    },
  });
}

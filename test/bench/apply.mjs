import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bin } from '../lab/fleet.mjs';
import { bareRequest } from './baselines/index.mjs';
import { result } from './result.mjs';
import { operatorWords, say, scratchFolder, startMaster, startMinions } from './scratch-fleet.mjs';
import { inTurns, median, spread, timeProcess } from './timing.mjs';

export const files = 100;

/** A state.apply that finds all of 100 managed files as they should be, whole process, against a bare request; with `instances`, see `instances.mjs`. */
export async function measure({ runs = 11, emulated, minions = 1, instances }) {
  if (emulated) throw new Error('apply runs on real minions only: emulated ones have no machine to look at');
  if (instances !== undefined) return (await import('./instances.mjs')).measureInstances({ instances, runs });
  const folder = await scratchFolder();
  const { fleet, fileRoot } = await startMaster(folder);
  // All minions are of one machine here, and each has files of its own.
  await writeFormula(join(fileRoot, 'bench'), `${join(folder, 'managed')}-{{ grains['id'] }}`);
  await startMinions(fleet, folder, minions);
  const apply = ['*', 'state.apply', 'bench'];
  say(`applying ${files} files for the first time`);
  const first = await fleet.ask(...apply);
  requireChanges(first, files, minions);
  requireChanges(await fleet.ask(...apply), 0, minions);
  say(`measuring ${runs} applies that change nothing`);
  const env = { ...process.env, FLEET_ROOT: fleet.options.root, NO_COLOR: '1' };
  const operator = await operatorWords(fleet);
  const times = await inTurns(
    { apply: () => timeProcess(bin('fleetctl'), apply, { env }), bare: () => bareRequest(operator) },
    { runs },
  );
  return result({
    name: 'apply',
    unit: 'ms',
    value: median(times.apply),
    baseline: median(times.bare),
    runs,
    details: {
      what: `fleetctl '*' state.apply of ${files} managed files with nothing to change, whole process`,
      baseline: 'a Node process that connects to NATS as the operator and makes one request of the master',
      files,
      minions,
      spread: spread(times.apply),
      bare: spread(times.bare),
    },
  });
}

export async function writeFormula(directory, managed) {
  await mkdir(join(directory, 'files'), { recursive: true });
  const states = [`${managed}:\n  file.directory: []\n`];
  for (let index = 0; index < files; index += 1) {
    await writeFile(join(directory, 'files', `${index}.conf`), `# file ${index}\nport = ${8000 + index}\n`.repeat(20));
    states.push(
      `${managed}/${index}.conf:\n  file.managed:\n    - source: salt://bench/files/${index}.conf\n    - mode: '0640'\n`,
    );
  }
  await writeFile(join(directory, 'init.sls'), states.join('\n'));
}

/** A benchmark of an apply that failed, or that changed things, would measure something else. */
export function requireChanges(answers, expected, minions) {
  const returns = Object.values(answers);
  if (returns.length !== minions) throw new Error(`${returns.length} of ${minions} minions answered`);
  for (const chunks of returns) {
    const results = Object.values(chunks);
    const failed = results.find((chunk) => chunk.result !== true);
    if (failed || results.length !== files + 1)
      throw new Error(`the apply did not succeed: ${JSON.stringify(failed ?? chunks).slice(0, 800)}`);
    const changed = results.filter(
      (chunk) => chunk.__id__.endsWith('.conf') && Object.keys(chunk.changes).length > 0,
    ).length;
    if (changed !== expected) throw new Error(`${changed} files changed where ${expected} should have`);
  }
}

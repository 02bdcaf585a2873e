/** `npm run build [-- NAME…]`: leaves runnable dist/bin/fleetctl, dist/bin/fleet-master and dist/bin/fleet-minion, and the threads `lint` and `sinks` of the master. */
import { existsSync } from 'node:fs';
import { at, tool, top } from './place.mjs';
import { run, runSteps } from './steps.mjs';

if (!existsSync(at('node_modules/esbuild'))) {
  console.error('The dependencies are not installed; `npm ci` installs them.');
  process.exit(1);
}
const { bundleFleetctl, bundleLint, bundleMinion, bundleSinks, markBinFolder, writeLauncher } =
  await import('./bundle.mjs');

const programs = [
  { name: 'fleet-master', run: buildMaster },
  { name: 'fleetctl', run: bundleFleetctl },
  { name: 'fleet-minion', run: bundleMinion },
  { name: 'lint', run: bundleLint },
  { name: 'sinks', run: bundleSinks },
];
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !programs.some((program) => program.name === name));
if (unknown !== undefined) {
  console.error(`There is no program "${unknown}"; there are ${programs.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

await markBinFolder();
const outcomes = await runSteps(programs.filter(({ name }) => wanted.length === 0 || wanted.includes(name)));
const built = [...outcomes].filter(([, outcome]) => outcome.ok).map(([name]) => name);
console.log(
  built.length === outcomes.size
    ? `dist/bin holds ${built.join(', ')}`
    : `${outcomes.size - built.length} of ${outcomes.size} could not be built`,
);
process.exitCode = built.length === outcomes.size ? 0 : 1;

/** Nest's own builder with the TypeScript compiler: the only one that emits the parameter types that Nest injects by. */
async function buildMaster() {
  if (!existsSync(at('apps/master/src/main.ts')))
    return { ok: false, details: 'apps/master/src/main.ts does not exist' };
  const { code, output } = await run(tool('nest'), ['build', 'master'], { cwd: top });
  if (code !== 0) return { ok: false, details: output };
  await writeLauncher('fleet-master', '../master/apps/master/src/main.js');
  return { ok: true };
}

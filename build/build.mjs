/** `npm run build`: leaves runnable dist/bin/fleetctl, dist/bin/fleet-master and dist/bin/fleet-minion. */
import { existsSync } from 'node:fs';
import { at, tool, top } from './place.mjs';
import { run, runSteps } from './steps.mjs';

if (!existsSync(at('node_modules/esbuild'))) {
  console.error('The dependencies are not installed; `npm ci` installs them.');
  process.exit(1);
}
const { bundleFleetctl, bundleMinion, markBinFolder, writeLauncher } = await import('./bundle.mjs');

await markBinFolder();
const outcomes = await runSteps([
  { name: 'fleet-master', run: buildMaster },
  { name: 'fleetctl', run: bundleFleetctl },
  { name: 'fleet-minion', run: bundleMinion },
]);
const failed = [...outcomes.values()].filter((outcome) => !outcome.ok).length;
console.log(failed === 0 ? 'dist/bin holds fleetctl, fleet-master and fleet-minion' : `${failed} of ${outcomes.size} could not be built`);
process.exitCode = failed === 0 ? 0 : 1;

/** Nest's own builder with the TypeScript compiler: the only one that emits the parameter types that Nest injects by. */
async function buildMaster() {
  if (!existsSync(at('apps/master/src/main.ts'))) return { ok: false, details: 'apps/master/src/main.ts does not exist' };
  const { code, output } = await run(tool('nest'), ['build', 'master'], { cwd: top });
  if (code !== 0) return { ok: false, details: output };
  await writeLauncher('fleet-master', '../master/apps/master/src/main.js');
  return { ok: true };
}

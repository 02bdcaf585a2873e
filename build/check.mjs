/**
 * `npm run check`: everything that a change must pass before the lab. Steps that a machine of two cores can run side by side do;
 * the longest come first.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at, tool, top } from './place.mjs';
import { programStep, runSteps } from './steps.mjs';

if (!existsSync(at('node_modules/typescript'))) {
  console.error('The dependencies are not installed; `npm ci` installs them.');
  process.exit(1);
}

/** @param fresh without the caches of earlier runs, as `npm test` does it. */
export async function check({ fresh = false } = {}) {
  const { runSuite } = await import('./suites.mjs');
  const { checkBoundaries } = await import('./boundaries.mjs');
  const cache = fresh ? [] : ['--cache', '--cache-location', at('.cache/eslint/')];
  const incremental = fresh ? [] : ['--incremental', '--tsBuildInfoFile', at('.cache/check.tsbuildinfo')];
  return runSteps([
    { name: 'unit specs', run: () => runSuite('unit') },
    programStep('types', tool('tsc'), ['-p', 'tsconfig.json', '--pretty', 'false', ...incremental], { cwd: top }),
    programStep('lint', tool('eslint'), ['.', ...cache], { cwd: top }),
    programStep(
      'format',
      tool('prettier'),
      ['--log-level', 'warn', '--check', '{apps,libs,test,build,deploy,architecture}/**/*.{ts,mjs}', '*.mjs'],
      { cwd: top },
    ),
    { name: 'boundaries', run: checkBoundaries },
    { name: 'reference', run: async () => (await import('./docs.mjs')).checkReference() },
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const outcomes = await check({ fresh: process.argv.includes('--fresh') });
  const failed = [...outcomes].filter(([, outcome]) => !outcome.ok).map(([name]) => name);
  console.log(failed.length === 0 ? 'check passed' : `check failed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

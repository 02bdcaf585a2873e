import { mkdir, readFile, rm } from 'node:fs/promises';
import { at, top } from './place.mjs';
import { run } from './steps.mjs';
import { tallyOf, tallyText } from './tally.mjs';

/**
 * The suites, by file name: `x.spec.ts` is quick and part of `npm run check`; `x.slow.spec.ts` takes seconds each (it starts
 * servers, or generates many cases); `x.lab.spec.ts` boots hosts and needs root. Slow specs and those of the lab wait a good part of their time:
 * three at once keep two cores busy.
 */
export const suites = {
  unit: {
    choose: ['--testPathIgnorePatterns=\\.(lab|slow)\\.spec\\.ts$', '--testPathIgnorePatterns=/node_modules/'],
    workers: 2,
  },
  slow: { choose: ['--testMatch=**/*.slow.spec.ts'], workers: 3 },
  lab: { choose: ['--testMatch=**/*.lab.spec.ts'], workers: 3 },
};

/** Runs a suite with Jest. `narrow` are patterns of paths: only those files. */
export async function runSuite(name, { narrow = [], echo = false } = {}) {
  const report = at('.cache/jest', `${name}.json`);
  await mkdir(at('.cache/jest'), { recursive: true });
  await rm(report, { force: true });
  const { choose, workers } = suites[name];
  const args = ['--experimental-vm-modules', '--no-warnings', at('node_modules/jest/bin/jest.js'), ...choose];
  args.push('--json', `--outputFile=${report}`, '--passWithNoTests', `--maxWorkers=${workers}`);
  const { output, code } = await run(process.execPath, [...args, '--', ...narrow], { cwd: top, echo });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined)
    return {
      ok: false,
      details: output || `jest ended with ${code} and left no report`,
      tally: { passed: 0, failed: 1, skipped: [] },
    };
  const tally = tallyOf(JSON.parse(text));
  return { ok: tally.failed === 0 && code === 0, note: tallyText(tally), details: failuresOf(output), tally };
}

/** What passed is of no interest where something failed. */
function failuresOf(output) {
  return output
    .split('\n')
    .filter((line) => !/^PASS |^\s+✓ /.test(line))
    .join('\n');
}

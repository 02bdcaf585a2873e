/**
 * `npm test`: from a fresh clone to one line that says what passed. Does its own set-up, then the checks, the slow specs and the
 * lab; later stages run although earlier ones failed, so that one run tells everything.
 */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { at, top } from './place.mjs';
import { run, runSteps } from './steps.mjs';
import { addTallies, tallyText } from './tally.mjs';

const tallies = [];

if (!(await setUp())) finish();
else {
  const { check } = await import('./check.mjs');
  const { runSuite } = await import('./suites.mjs');
  stage('checks');
  count(await check({ fresh: true }));
  stage('slow specs');
  count(await runSteps([{ name: 'slow specs', run: () => runSuite('slow') }]));
  stage('lab');
  await lab(runSuite);
  finish();
}

async function setUp() {
  stage('set-up');
  const steps = [];
  if (!(await dependenciesAreCurrent())) steps.push({ name: 'npm ci', run: () => program('npm', ['ci', '--no-fund', '--no-audit']) });
  steps.push({ name: 'nats-server', run: () => program(process.execPath, ['deploy/nats-server/fetch.mjs']) });
  steps.push({ name: 'build', run: () => program(process.execPath, ['build/build.mjs']) });
  const outcomes = await runSteps(steps, { width: 1 });
  const failed = [...outcomes.values()].filter((outcome) => !outcome.ok);
  tallies.push({ passed: 0, failed: failed.length, skipped: 0 });
  // Without dependencies nothing else can run; a failed build or server still leaves the checks something to say.
  return outcomes.get('npm ci')?.ok ?? true;
}

/** npm writes this file at the end of an installation: older than the lock file means that somebody pulled new dependencies. */
async function dependenciesAreCurrent() {
  const installed = at('node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  if ((await stat(installed)).mtimeMs >= (await stat(at('package-lock.json'))).mtimeMs) return true;
  // A fresh checkout touches the lock file without changing it.
  const [wanted, present] = await Promise.all([at('package-lock.json'), installed].map(async (file) => JSON.parse(await readFile(file, 'utf8')).packages));
  return Object.entries(wanted).every(([name, entry]) => name === '' || entry.optional || present[name]?.version === entry.version);
}

async function program(file, args) {
  const { code, output } = await run(file, args, { cwd: top });
  return { ok: code === 0, details: output, note: code === 0 ? output.trimEnd().split('\n').at(-1) : undefined };
}

async function lab(runSuite) {
  const { labNeeds } = await import('./lab-needs.mjs');
  const missing = labNeeds();
  if (missing.length === 0) return count(await runSteps([{ name: 'lab', run: () => runSuite('lab') }]));
  console.log('skip lab: it boots real systemd hosts in namespaces, and');
  for (const { what, way } of missing) console.log(`     | ${what}; ${way}`);
  tallies.push({ passed: 0, failed: 0, skipped: 1 });
}

/** Specs count one by one; a step without specs counts as one. */
function count(outcomes) {
  for (const { ok, tally } of outcomes.values()) {
    tallies.push(tally ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
    // Jest can fail although every spec passed: an open handle, a broken reporter.
    if (tally && !ok && tally.failed === 0) tallies.push({ passed: 0, failed: 1, skipped: 0 });
  }
}

function stage(name) {
  console.log(`\n${name}`);
}

function finish() {
  const sum = addTallies(tallies);
  console.log(`\n${tallyText(sum)}`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

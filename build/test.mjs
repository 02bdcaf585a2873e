/**
 * `npm test`: from a fresh clone to one line that says what passed. Does its own set-up, then the checks, the slow specs and the
 * lab; later stages run although earlier ones failed, so that one run tells everything.
 */
import { top } from './place.mjs';
import { run, runSteps } from './steps.mjs';
import { addTallies, tallyText } from './tally.mjs';
import { labNeeds } from '../test/lab/lab-needs.mjs';

const tallies = [];
/** What this machine lacks for the lab. */
const missing = labNeeds();

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
  const { installDependencies } = await import('../deploy/quickstart/prepare.mjs');
  const node = (file) => () => program(process.execPath, [file]);
  const fetched = await runSteps([
    { name: 'dependencies', run: async () => ({ ok: true, note: await installDependencies(top) }) },
    { name: 'nats-server', run: node('deploy/nats-server/fetch.mjs') },
    ...(missing.length === 0 ? [{ name: 'packages of the lab', run: node('test/lab/toolbox/packages.mjs') }] : []),
  ]);
  const built = await runSteps([{ name: 'build', run: node('build/build.mjs') }]);
  const outcomes = new Map([...fetched, ...built]);
  const failed = [...outcomes.values()].filter((outcome) => !outcome.ok);
  tallies.push({ passed: 0, failed: failed.length, skipped: [] });
  // Without dependencies nothing else can run; a failed build or server still leaves the checks something to say.
  return outcomes.get('dependencies').ok;
}

async function program(file, args) {
  const { code, output } = await run(file, args, { cwd: top });
  return { ok: code === 0, details: output, note: code === 0 ? output.trimEnd().split('\n').at(-1) : undefined };
}

async function lab(runSuite) {
  if (missing.length === 0) return count(await runSteps([{ name: 'lab', run: () => runSuite('lab') }]));
  console.log('skip lab: it boots real systemd hosts in namespaces, and');
  for (const { what, way } of missing) console.log(`     | ${what}; ${way}`);
  tallies.push({ passed: 0, failed: 0, skipped: ['the lab: see above'] });
}

/** Specs count one by one; a step without specs counts as one. */
function count(outcomes) {
  for (const { ok, tally } of outcomes.values()) {
    tallies.push(tally ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] });
    // Jest can fail although every spec passed: an open handle, a broken reporter.
    if (tally && !ok && tally.failed === 0) tallies.push({ passed: 0, failed: 1, skipped: [] });
  }
}

function stage(name) {
  console.log(`\n${name}`);
}

function finish() {
  const sum = addTallies(tallies);
  if (sum.skipped.length > 0) stage(`${sum.skipped.length} skipped`);
  for (const what of sum.skipped) console.log(`     | ${what}`);
  console.log(`\n${tallyText({ ...sum, skipped: [] })}`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

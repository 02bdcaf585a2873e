/** `npm run lab [-- PATH…]`, or `node build/suite.mjs unit|slow|lab [PATH…]`: one suite, with Jest's own output. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { at, top } from './place.mjs';
import { run } from './steps.mjs';
import { runSuite, suites } from './suites.mjs';
import { labNeeds } from '../test/lab/lab-needs.mjs';
import { tallyText } from './tally.mjs';

const [name = 'lab', ...narrow] = process.argv.slice(2);
if (!(name in suites)) {
  console.error(`There is no suite "${name}"; there are ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}
const missing = name === 'lab' ? labNeeds() : [];
if (missing.length > 0) {
  console.log('The lab did not run, because it boots real systemd hosts in namespaces:');
  for (const { what, way } of missing) console.log(`  - ${what}; ${way}`);
  console.log(tallyText({ passed: 0, failed: 0, skipped: ['the lab'] }));
} else if (name !== 'unit' && !(await programsAreFresh())) {
  process.exitCode = 1;
} else {
  const { ok, tally } = await runSuite(name, { narrow, echo: true });
  console.log(tallyText(tally));
  process.exitCode = ok ? 0 : 1;
}

/** These suites run the built programs: older ones than the sources would prove something else. */
async function programsAreFresh() {
  const built = Math.min(
    ...(await Promise.all(['fleetctl', 'fleet-minion', 'fleet-master', 'lint/main.mjs'].map(changed))),
  );
  const sources = Math.max(...(await Promise.all(['apps', 'libs'].map((folder) => newest(at(folder))))));
  if (built > sources) return true;
  console.log('The sources are newer than dist/bin: building it.');
  const { code } = await run(process.execPath, ['build/build.mjs'], { cwd: top, echo: true });
  return code === 0;
}

/** Milliseconds since the epoch; 0 where there is none. */
async function changed(program) {
  return stat(at('dist/bin', program)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function newest(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'),
  );
  const times = files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}

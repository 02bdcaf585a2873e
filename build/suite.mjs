/** `npm run lab [-- PATH…]`, or `node build/suite.mjs unit|slow|lab [PATH…]`: one suite, with Jest's own output. */
import { programsAreFresh } from './fresh.mjs';
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

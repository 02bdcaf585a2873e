/** @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Tally `skipped`: what was, by name, with the reason */

/** What Jest's `--json` output says. A file that could not be run at all is one failure. */
export function tallyOf(report) {
  const all = report.testResults.flatMap((file) => file.assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: all.filter(({ status }) => ['pending', 'todo', 'disabled'].includes(status)).map(({ title }) => title),
  };
}

export function addTallies(tallies) {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** `12 passed, 0 failed`, with how many were skipped where some were. */
export function tallyText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

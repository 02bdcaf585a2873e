/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** What Jest's `--json` output says. A file that could not be run at all is one failure. */
export function tallyOf(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function addTallies(tallies) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) for (const key of Object.keys(sum)) sum[key] += tally[key];
  return sum;
}

/** `12 passed, 0 failed`, with what was skipped where something was. */
export function tallyText({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

import { describe, expect, it } from '@jest/globals';
import { faultTable } from '../chaos/faults/table.mjs';
import { figuresOf, reportOf } from '../chaos/report.mjs';
import { runChaos } from '../chaos/run-chaos.mjs';

/** A short run of a known seed; `npm run chaos` is the long one. */
describe('a fleet to which everything happens', () => {
  it('loses nothing, does nothing twice and leaves nothing half done', async () => {
    const outcome = await runChaos({ seed: 1, minutes: 1, hosts: 2, faults: Object.keys(faultTable) });
    const figures = figuresOf(outcome);
    console.log(reportOf(figures));
    expect(outcome.violations).toEqual([]);
    // A run in which nothing worked, or nothing went wrong, proves nothing.
    expect(figures.faults.length).toBeGreaterThanOrEqual(5);
    expect(figures.jobs.returned).toBeGreaterThanOrEqual(15);
    expect(figures.effects).toBeGreaterThanOrEqual(10);
  }, 420_000);
});

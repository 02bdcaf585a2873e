import { describe, expect, it } from '@jest/globals';
import { checkExamples } from './check-examples.js';
import { checkTable, type LintCode } from './check-table.js';
import { lintFleet } from './lint-fleet.js';
import { specInput } from './spec-fleet.js';

describe('lint', () => {
  it('finds nothing in a fleet with nothing to find', async () => {
    expect((await lintFleet(specInput({ files: {} }))).findings).toEqual([]);
  });

  it.each(Object.keys(checkTable) as LintCode[])('%s: its example has this defect and no other', async (code) => {
    const { findings } = await lintFleet(specInput(checkExamples[code]));
    expect([...new Set(findings.map((finding) => `${finding.severity} ${finding.code}`))]).toEqual([
      `${checkTable[code].severity} ${code}`,
    ]);
  });
});

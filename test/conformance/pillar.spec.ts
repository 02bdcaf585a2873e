import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runPillarCases } from './pillar-cases.js';

describe.each(['pillar.json', 'pillar-more.json'])('conformance: %s', (file) => {
  it('has no case that fails', async () => {
    const outcomes = await runPillarCases(fileURLToPath(new URL(file, import.meta.url)));
    expect(outcomes.length).toBeGreaterThan(20);
    expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
  });
});

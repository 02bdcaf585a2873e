import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runPillarCases } from './pillar-cases.js';

const outcomes = await runPillarCases(fileURLToPath(new URL('./pillar.json', import.meta.url)));

describe('conformance: pillar', () => {
  it.each(outcomes.map((outcome) => [outcome.name, outcome] as const))('%s', (_name, { passed, expected, actual }) => {
    expect(passed ? expected : actual).toBe(expected);
  });
});

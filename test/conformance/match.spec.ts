import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runMatchCases } from './match-cases.js';

const outcomes = await runMatchCases(fileURLToPath(new URL('./match.json', import.meta.url)));

describe('conformance: match', () => {
  it.each(outcomes.map((outcome) => [outcome.name, outcome] as const))('%s', (_name, { passed, expected, actual }) => {
    expect(passed ? expected : actual).toBe(expected);
  });
});

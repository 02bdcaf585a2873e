import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runStateCases } from './state-cases.js';

const outcomes = await runStateCases(fileURLToPath(new URL('./state.json', import.meta.url)));

describe('conformance: state', () => {
  it.each(outcomes.map((outcome) => [outcome.name, outcome] as const))('%s', (_name, { passed, expected, actual }) => {
    expect(passed ? expected : actual).toBe(expected);
  });
});

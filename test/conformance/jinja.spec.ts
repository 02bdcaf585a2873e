import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runJinjaCases } from './jinja-cases.js';

const outcomes = await runJinjaCases(fileURLToPath(new URL('./jinja.json', import.meta.url)));

describe('conformance: jinja', () => {
  it('has all its cases', () => expect(outcomes.length).toBeGreaterThanOrEqual(100));

  it.each(outcomes.map((outcome) => [outcome.name, outcome] as const))('%s', (_name, { passed, expected, actual }) => {
    expect(passed ? expected : actual).toBe(expected);
  });
});

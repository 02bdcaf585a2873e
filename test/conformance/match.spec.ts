import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runMatchCases } from './match-cases.js';

/** The second file holds what the rules lead to where one would not expect it. */
const files = ['match.json', 'match-traps.json'];
const all = await Promise.all(
  files.map(async (file) => [file, await runMatchCases(fileURLToPath(new URL(file, import.meta.url)))] as const),
);

describe.each(all)('conformance: %s', (_file, outcomes) => {
  it.each(outcomes.map((outcome) => [outcome.name, outcome] as const))('%s', (_name, { passed, expected, actual }) => {
    expect(passed ? expected : actual).toBe(expected);
  });
});

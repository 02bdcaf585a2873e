import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runStateCases } from './state-cases.js';

/** `state.json` was recorded from Salt; `own-state.json` holds the rules that it does not reach, worked out by hand. */
const files = ['state.json', 'own-state.json'];
const outcomes = await Promise.all(
  files.map(async (file) => ({ file, all: await runStateCases(fileURLToPath(new URL(file, import.meta.url))) })),
);

describe.each(outcomes)('conformance: $file', ({ all }) => {
  it.each(all.map((outcome) => [outcome.name, outcome] as const))('%s', (_name, { passed, expected, actual }) => {
    expect(passed ? expected : actual).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '@fleet/output';
import { exitCodes, faultCodes, type Return } from '@fleet/protocol';
import { exitCodeLines } from './command-line/program.js';
import { exitCodeOfFault, exitCodeOfJob, toldBy, type Told } from './exit-code.js';

const told = (...outcomes: Outcome[]): Told[] => outcomes.map((outcome) => ({ outcome, compile: false }));
const uncompiled: Told = { outcome: 'failed', compile: true };

describe('what a job leaves with', () => {
  it.each([
    ['all is well', told('ok', 'ok'), 0, false, 0],
    ['nobody was asked', [], 0, false, 0],
    ['changes, which nobody asked about', told('ok', 'changed', 'would'), 0, false, 0],
    ['changes made', told('ok', 'changed'), 0, true, 7],
    ['changes pending', told('would'), 0, true, 7],
    ['nothing to change', told('ok'), 0, true, 0],
    ['a failure before changes', told('changed', 'failed'), 0, true, 1],
    ['a failure', told('ok', 'failed'), 0, false, 1],
    ['an answer that is missing before a failure', told('failed'), 1, false, 4],
    ['an answer that is missing before changes', told('changed'), 1, true, 4],
    ['a refused compile before everything', [...told('failed'), uncompiled], 3, true, 5],
  ])('%s', (_name, answers, silent, detailed, code) => {
    expect(exitCodeOfJob(answers, silent, detailed)).toBe(code);
  });

  it.each([
    ['a pillar that does not render', { fault: { code: 'pillar-failed', message: 'x' } }],
    ['states that do not compile, on the minion', { retcode: 5 }],
    ['states that do not compile, as a fault', { fault: { code: 'compile-failed', message: 'x' } }],
  ] as const)('%s is a refused compile', (_name, more) => {
    expect(toldBy({ retcode: 1, success: false, ...more } as unknown as Return)).toEqual(uncompiled);
  });
});

describe('what a refusal of the master leaves with', () => {
  it('is one of the documented codes, for every fault', () => {
    const documented = exitCodeLines.map(([code]) => code);
    for (const code of faultCodes) expect(documented).toContain(exitCodeOfFault(code));
  });

  it.each([
    ['bad-target', 2],
    ['bad-arguments', 2],
    ['no-match', 3],
    ['unavailable', 4],
    ['timeout', 4],
    ['compile-failed', 5],
    ['pillar-failed', 5],
    ['not-allowed', 6],
    ['confirmation-required', 8],
    ['approval-required', 8],
    ['internal', 1],
  ] as const)('%s: %d', (code, exit) => expect(exitCodeOfFault(code)).toBe(exit));
});

it('help documents every exit code, once', () => {
  expect(exitCodeLines.map(([code]) => code)).toEqual(Object.values(exitCodes).sort((a, b) => a - b));
});

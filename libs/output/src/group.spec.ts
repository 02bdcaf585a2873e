import { describe, expect, it } from '@jest/globals';
import type { Return } from '@fleet/protocol';
import { Grouping } from './group.js';
import { chunksOfReturn } from './outcome.js';

const base: Return = {
  kind: 'return',
  v: 1,
  jid: '20260101000000000000',
  minion: 'a',
  function: 'test.ping',
  retcode: 0,
  success: true,
  value: 'true',
  started: 0,
  duration: 1,
};

const diff = '--- old\n+++ new\n-a\n+b\n';
const chunk = { result: true, comment: 'x', changes: {}, duration: 1.5, start_time: '10:00:00.0', __run_num__: 0 };
const run = (tag: string, ...more: Record<string, unknown>[]): Return => ({
  ...base,
  out: 'highstate',
  value: JSON.stringify(Object.fromEntries(more.map((one, at) => [tag, { ...chunk, __run_num__: at, ...one }]))),
});
const managed = 'file_|-x_|-/etc/x_|-managed';
const ran = 'cmd_|-x_|-x_|-run';

/** Minions of each group. */
function grouped(...answers: Return[]): string[] {
  const grouping = new Grouping();
  for (const [index, answer] of answers.entries())
    grouping.add(String.fromCharCode(97 + index), answer, chunksOfReturn(answer));
  return grouping.sorted((a, b) => (a < b ? -1 : 1)).map(({ minions }) => minions.join(''));
}

describe('minions share a group', () => {
  it.each([
    ['whose values are the same', [base, { ...base, started: 5, duration: 9, minion: 'b' }]],
    [
      'whose chunks differ in times alone',
      [run(managed, chunk), run(managed, { duration: 900, start_time: '11:11:11.1' })],
    ],
    [
      'whose commands differ in the process alone',
      [run(ran, { changes: { pid: 7, retcode: 0 } }), run(ran, { changes: { pid: 8, retcode: 0 } })],
    ],
    [
      'whose plans differ in the proof alone',
      ['[1]', '[2]'].map((proof) => ({
        ...base,
        out: 'highstate' as const,
        value: JSON.stringify({ [managed]: chunk, __plan__: proof }),
      })),
    ],
    [
      'that were refused for the same reason',
      [1, 2].map(() => ({ ...base, success: false, retcode: 1, fault: { code: 'busy', message: 'x' } as const })),
    ],
  ])('%s', (_name, answers) => expect(grouped(...answers)).toEqual(['ab']));
});

describe('minions do not share a group', () => {
  it.each([
    ['for another value', [base, { ...base, value: 'false' }]],
    [
      'for an int that is only almost the same',
      [18446744073709551616n, 18446744073709551617n].map((n) => ({ ...base, value: String(n) })),
    ],
    [
      'for a float in the place of an int',
      [
        { ...base, value: '1' },
        { ...base, value: '1.0' },
      ],
    ],
    ['for a retcode', [base, { ...base, retcode: 3 }]],
    ['for how the value is meant', [base, { ...base, out: 'txt' as const }]],
    ['for a comment', [run(managed, chunk), run(managed, { comment: 'y' })]],
    ['for changes', [run(managed, { changes: { diff } }), run(managed, { changes: { diff: `${diff}+c\n` } })]],
    [
      'for a duration that is a change',
      [run(managed, { changes: { duration: 1 } }), run(managed, { changes: { duration: 2 } })],
    ],
    [
      'for a pid that is no process of a command',
      [run(managed, { changes: { pid: 1 } }), run(managed, { changes: { pid: 2 } })],
    ],
    ['for what it destroys', [run(managed, chunk), run(managed, { destroys: ['the directory /old'] })]],
    ['for a warning', [run(managed, chunk), run(managed, { warnings: ['w'] })]],
  ])('%s', (_name, answers) => expect(grouped(...answers).sort()).toEqual(['a', 'b']));
});

it('groups are in the order fine, changed, would change, failed, whoever answered first', () => {
  const failed = { ...base, retcode: 1, success: false };
  const would = run(managed, { result: null, changes: { a: 1 } });
  expect(grouped(failed, would, run(managed, { changes: { a: 1 } }), base, failed)).toEqual(['d', 'c', 'b', 'ae']);
});

it('a group knows the longest time of each chunk, and the diffs', () => {
  const grouping = new Grouping();
  for (const [minion, duration] of [
    ['b', 3],
    ['a', 9],
    ['c', 5],
  ] as const) {
    const answer = run(managed, { duration, changes: { '/etc/x': { diff } } });
    grouping.add(minion, answer, chunksOfReturn(answer));
  }
  expect(grouping.sorted((a, b) => (a < b ? -1 : 1))).toMatchObject([
    { minions: ['a', 'b', 'c'], longest: [9], diffs: [diff] },
  ]);
});

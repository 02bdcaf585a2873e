import { expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import type { JobEnd } from './job-end.js';
import { formatSummary } from './summary.js';

const end: JobEnd = {
  expected: 9,
  silent: [],
  unknown: [],
  queued: [],
  counts: { ok: 3, changed: 1, would: 2, failed: 1 },
  left: false,
  code: 0,
};
const silent = [{ minion: 'a', reason: { code: 'never-connected' } }] as const;

it.each([
  [{}, '9 minions: 3 ok, 1 changed, 2 would change, 1 failed, 0 unreachable'],
  [{ took: 1234 }, '9 minions in 1.2 s: 3 ok, 1 changed, 2 would change, 1 failed, 0 unreachable'],
  [
    { took: 754_000, silent, unknown: ['x'], expected: 8 },
    '9 minions in 12 min 34 s: 3 ok, 1 changed, 2 would change, 1 failed, 2 unreachable',
  ],
  [{ queued: ['a', 'b'] }, '9 minions: 3 ok, 1 changed, 2 would change, 1 failed, 0 unreachable, 2 queued'],
  [{ left: true, silent }, '9 minions: 3 ok, 1 changed, 2 would change, 1 failed, 1 unreachable, 1 not answered yet'],
])('counts: %j', (more, text) => expect(formatSummary({ ...end, ...more }, plain)).toBe(text));

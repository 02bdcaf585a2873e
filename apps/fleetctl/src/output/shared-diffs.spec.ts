import { describe, expect, it } from '@jest/globals';
import type { Group } from '@fleet/output';
import { SharedDiffs } from './shared-diffs.js';

const group = (minions: string[], ...diffs: string[]): Group => ({ minions, diffs }) as unknown as Group;
const [a, b] = ['-x\n+y\n', '-x\n+z\n'];

describe('diffs of several groups', () => {
  it('are shown once, with all that have them, and referred to after that', () => {
    const groups = [group(['web3'], a, b), group(['web10', 'web2'], a), group(['web1'], a)];
    const diffs = new SharedDiffs(groups);
    const [first, second, third] = groups as [Group, Group, Group];
    expect([
      diffs.text(a, first),
      diffs.text(b, first),
      diffs.text(a, second),
      diffs.text(a, third),
      diffs.text(a, first),
    ]).toEqual([
      '-x\n+y\n(the same on web1, web2, web10)\n',
      b,
      'the same as on web3, above',
      'the same as on web3, above',
      a,
    ]);
  });

  it('of very many are counted', () => {
    const groups = Array.from({ length: 500 }, (_, index) => group([`m${index}`], a));
    expect(new SharedDiffs(groups).text(a, groups[0] as Group)).toMatch(/\(the same on m1, .*, m20 and 479 more\)\n$/);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Target } from '@fleet/protocol';
import { nearGlob } from './target-resolver.js';

const minions = ['miner-01', 'miner-02', 'web1'].map((minion) => ({ minion }));
const glob = (expression: string): Target => ({ type: 'glob', expression });

describe('a glob that matches nobody', () => {
  it.each([
    ['mienr-*', ['miner-*']],
    ['minr-0?', []],
    ['mimer-[01]*', ['miner-[01]*']],
    ['x*', []],
    ['*zzz', []],
    ['database-*', []],
    ['mienr-01', []],
  ])('%s: %j was meant', (expression, meant) => {
    expect(nearGlob(glob(expression), minions)).toEqual(meant);
  });

  it('of other targets nothing is guessed', () => {
    expect(nearGlob({ type: 'pcre', expression: 'mienr-.*' }, minions)).toEqual([]);
  });
});

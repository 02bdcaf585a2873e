import { describe, expect, it } from '@jest/globals';
import { RefusalCount } from './refusal-count.js';

describe('refusals', () => {
  it('have a row each, up to twenty of a kind in a minute; then they are a number', () => {
    let now = 0;
    const count = new RefusalCount(() => now);
    const rows = (): number => Array.from({ length: 50 }, () => count.take('ann')).filter(({ row }) => row).length;
    expect(rows()).toBe(20);
    expect(count.take('bob')).toEqual({ row: true, before: 0 });
    expect(count.settle()).toEqual([]);
    now = 60_000;
    expect(count.take('ann')).toEqual({ row: true, before: 30 });
    expect(rows()).toBe(19);
    now = 120_000;
    expect(count.settle()).toEqual([{ name: 'ann', left: 31 }]);
    expect(count.settle()).toEqual([]);
    rows();
    expect(count.settle(true)).toEqual([{ name: 'ann', left: 30 }]);
  });
});

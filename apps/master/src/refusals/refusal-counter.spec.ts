import { describe, expect, it } from '@jest/globals';
import { QuietLog } from '../runtime/quiet-log.js';
import { RefusalCounter } from './refusal-counter.js';

describe('refusals', () => {
  it('are counted by key and kind, and logged once per burst', () => {
    const records: object[] = [];
    let now = 1;
    const quiet = new QuietLog({ warn: ((fields: object) => records.push(fields)) as never }, () => now);
    const refusals = new RefusalCounter(quiet, () => now);
    for (let turn = 0; turn < 100; turn += 1) refusals.refused('UA', 'garbage', { turn }, 'garbage was dropped');
    now = 5;
    refusals.refused('UA', 'not-asked', {}, 'not asked');
    refusals.refused('UB', 'garbage', {}, 'garbage was dropped');
    refusals.refused('UA', 'garbage', {}, 'garbage was dropped');
    expect(refusals.list()).toEqual([
      { key: 'UA', kind: 'garbage', count: 101, first: 1, last: 5 },
      { key: 'UB', kind: 'garbage', count: 1, first: 5, last: 5 },
      { key: 'UA', kind: 'not-asked', count: 1, first: 5, last: 5 },
    ]);
    expect(records).toEqual([
      { key: 'UA', refusal: 'garbage', turn: 0 },
      { key: 'UA', refusal: 'not-asked' },
      { key: 'UB', refusal: 'garbage' },
    ]);
  });

  it('of ever new keys take no more memory than those that were refused last', () => {
    const refusals = new RefusalCounter({ warn: () => undefined });
    refusals.refused('early', 'garbage', {}, '');
    for (let turn = 0; turn < 20_000; turn += 1) refusals.refused(`U${turn}`, 'garbage', {}, '');
    expect(refusals.list()).toHaveLength(20_000);
    expect(refusals.list().some(({ key }) => key === 'early')).toBe(false);
  });
});

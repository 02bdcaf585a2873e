import { describe, expect, it } from '@jest/globals';
import { minionList } from './minion-list.js';

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `miner-${String(index + 1).padStart(3, '0')}`);

describe('a list of minions', () => {
  it.each([
    ['one', ['web1'], 80, false, ['web1']],
    ['a few', ['web1', 'web2'], 80, false, ['web1, web2 (2 minions)']],
    [
      'more than fit into three lines',
      many(100),
      80,
      false,
      [
        'miner-001, miner-002, miner-003, miner-004, miner-005, miner-006, miner-007,',
        'miner-008, miner-009, miner-010, miner-011, miner-012, miner-013, miner-014,',
        'miner-015, miner-016, miner-017, miner-018, and 82 more (100 minions)',
      ],
    ],
    ['a narrow terminal', many(9), 20, false, ['miner-001,', 'miner-002,', 'miner-003,', 'and 6 more', '(9 minions)']],
    [
      'an id that is wider than the terminal',
      ['a'.repeat(30), 'b'],
      20,
      false,
      [`${'a'.repeat(30)},`, 'b (2 minions)'],
    ],
    ['escape sequences', ['a\u001b[2J'], 80, false, ['a\\x1b[2J']],
  ])('%s', (_name, minions, width, all, rows) => {
    expect(minionList(minions, width, all).split('\n')).toEqual(rows);
  });

  it('leaves none out where all are wanted', () => {
    const list = minionList(many(500), 80, true);
    expect(list.match(/miner-\d+/g)).toEqual(many(500));
    for (const row of list.split('\n')) expect(row.length).toBeLessThan(80);
  });

  it.each([1, 5, 17, 40, 79, 200])('never is longer than a few lines at %d columns, and names somebody', (width) => {
    const rows = minionList(many(5000), width, false).split('\n');
    expect(rows.length).toBeLessThanOrEqual(5);
    expect(rows[0]).toContain('miner-001');
    expect(rows.join(' ')).toMatch(/and \d+ more \(5000 minions\)$/);
  });
});

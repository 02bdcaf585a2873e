import { describe, expect, it } from '@jest/globals';
import { QuietLog } from './quiet-log.js';

describe('the log of what others cause', () => {
  it('records each kind by each one now and then, and counts what it left out', () => {
    const records: unknown[] = [];
    let now = 0;
    const log = new QuietLog(
      { warn: ((fields: object, message: string) => records.push({ ...fields, message })) as never },
      () => now,
    );
    for (let turn = 0; turn < 100; turn += 1) log.warn('a', { turn }, 'garbage');
    log.warn('b', { turn: 0 }, 'garbage');
    log.warn('a', { turn: 0 }, 'another thing');
    now = 10_000;
    log.warn('a', { turn: 100 }, 'garbage');
    expect(records).toEqual([
      { turn: 0, message: 'garbage' },
      { turn: 0, message: 'garbage' },
      { turn: 0, message: 'another thing' },
      { turn: 100, before: 99, message: 'garbage' },
    ]);
  });
});

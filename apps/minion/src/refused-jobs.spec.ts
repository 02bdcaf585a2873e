import { describe, expect, it } from '@jest/globals';
import type { Fault } from '@fleet/protocol';
import { RefusedJobs } from './refused-jobs.js';

describe('the refusals of a minion', () => {
  const fault = (message: string): Fault => ({ code: 'expired', message });

  it('stand as they were first said, and the oldest are forgotten', () => {
    const refusals = new RefusedJobs(2);
    for (const [jid, message] of [
      ['1', 'first'],
      ['1', 'again'],
      ['2', 'second'],
      ['3', 'third'],
    ] as const)
      refusals.keep(jid, fault(message));
    expect(['1', '2', '3'].map((jid) => refusals.of(jid)?.message)).toEqual([undefined, 'second', 'third']);
    refusals.keep('2', fault('again'));
    expect(refusals.of('2')?.message).toBe('second');
  });
});

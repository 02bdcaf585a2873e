import { describe, expect, it } from '@jest/globals';
import { exitCodes, type FaultCode, type Return } from '@fleet/protocol';
import { exitCodeOfJob } from './exit-code.js';

const answer = (retcode: number, fault?: FaultCode): Return => ({
  ...{ kind: 'return', v: 1, jid: '1', minion: 'web1', function: 'state.apply', started: 0, duration: 0 },
  ...{ retcode, success: retcode === 0 },
  ...(fault && { fault: { code: fault, message: 'no' } }),
});
const [fine, failed, broken, wants, moved] = [
  answer(0),
  answer(1),
  answer(5, 'compile-failed'),
  answer(8, 'confirmation-required'),
  answer(1, 'conflict'),
];

describe('the exit code of a job', () => {
  it.each<[string, Return[], number, number]>([
    ['nobody', [], 0, exitCodes.ok],
    ['all well', [fine, fine], 0, exitCodes.ok],
    ['one failed', [fine, failed], 0, exitCodes.failed],
    ['a plan that does not fit', [fine, moved], 0, exitCodes.failed],
    ['one silent', [fine, failed], 1, exitCodes.unreachable],
    ['one does not compile', [failed, broken, wants], 1, exitCodes.compile],
    ['one wants to have something confirmed', [fine, wants], 0, exitCodes.aborted],
    ['that, and one failed', [wants, failed], 0, exitCodes.failed],
  ])('%s', (_what, returns, silent, code) => {
    expect(exitCodeOfJob(returns, silent)).toBe(code);
  });
});

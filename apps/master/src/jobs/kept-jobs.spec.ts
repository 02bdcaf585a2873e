import { describe, expect, it } from '@jest/globals';
import { KeptJobs } from './kept-jobs.js';

const jid = '20260101000000000001';

function kept(): { jobs: KeptJobs; pass: (milliseconds: number) => void } {
  let now = 1_000;
  return { jobs: new KeptJobs(() => now), pass: (milliseconds) => void (now += milliseconds) };
}

describe('a job that lasts as long as it is kept', () => {
  it('has half a minute from the first question on', () => {
    const { jobs, pass } = kept();
    expect(jobs.has(jid)).toBe(true);
    pass(29_999);
    expect(jobs.has(jid)).toBe(true);
    pass(1);
    expect(jobs.has(jid)).toBe(false);
  });

  it('goes on while somebody says so, and ends at once where it is released', () => {
    const { jobs, pass } = kept();
    for (let turn = 0; turn < 10; turn += 1) {
      jobs.keep(jid);
      pass(20_000);
      expect(jobs.has(jid)).toBe(true);
    }
    jobs.release(jid);
    expect(jobs.has(jid)).toBe(false);
  });

  it('is one of so many that are remembered', () => {
    const { jobs } = kept();
    for (let count = 0; count < 30_000; count += 1) jobs.release(String(count).padStart(20, '0'));
    expect(Reflect.get(jobs, 'until').size).toBe(10_000);
    expect(jobs.has('00000000000000029999')).toBe(false);
  });
});

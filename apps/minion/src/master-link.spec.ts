import { describe, expect, it } from '@jest/globals';
import { BusError, type Bus } from '@fleet/bus';
import { createKeys } from '@fleet/identity';
import { masterLink } from './master-link.js';

/** A master that gives these answers, one after the other; an error is thrown. */
function link(...answers: unknown[]) {
  const asked: string[] = [];
  const bus: Pick<Bus, 'request'> = {
    request: (subject) => {
      asked.push(subject);
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  const { publicKey } = createKeys('user');
  return { asked, ask: masterLink(() => bus as Bus, publicKey, new AbortController().signal) };
}

const fault = (code: string): unknown => ({ v: 1, ok: false, fault: { code, message: code } });

describe('a question to the master', () => {
  it('is asked again of a master that restarts or has too much to do', async () => {
    const { ask, asked } = link(new BusError('no-responders', 'nobody'), fault('busy'), {
      v: 1,
      ok: true,
      result: { keysets: [] },
    });
    expect(await ask('keyset', { after: 1 })).toEqual({ keysets: [] });
    expect(asked).toHaveLength(3);
  });

  it('is not asked again of one that said no', async () => {
    const { ask, asked } = link(fault('not-allowed'));
    await expect(ask('keyset', { after: 1 })).rejects.toMatchObject({
      code: 'master-fault',
      fault: { code: 'not-allowed' },
    });
    expect(asked).toHaveLength(1);
  });
});

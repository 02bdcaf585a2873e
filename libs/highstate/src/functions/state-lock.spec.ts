import { describe, expect, it } from '@jest/globals';
import { InProcessStateLock } from './state-lock.js';

async function taken(lock: InProcessStateLock, jid: string): Promise<() => Promise<void>> {
  const answer = await lock.acquire({ jid, function: 'state.apply' }, { queue: true });
  if (!answer.ok) throw new Error('queueing never refuses');
  return answer.release;
}

describe('the state lock', () => {
  it('refuses a second run with the jid that runs and since when', async () => {
    const lock = new InProcessStateLock();
    await taken(lock, '1');
    const answer = await lock.acquire({ jid: '2', function: 'state.sls' }, { queue: false });
    expect(answer).toEqual({ ok: false, holder: { jid: '1', function: 'state.apply', since: expect.any(Number) } });
  });

  it('serves those that queue in the order of their asking, and nobody gets in between', async () => {
    const lock = new InProcessStateLock();
    const release = await taken(lock, '1');
    const second = taken(lock, '2');
    const third = taken(lock, '3');
    expect(lock.queue).toEqual(['2', '3']);
    await release();
    expect((await lock.acquire({ jid: '4', function: 'x' }, { queue: false })).ok).toBe(false);
    expect(lock.holder?.jid).toBe('2');
    await (
      await second
    )();
    await (
      await third
    )();
    expect(lock.holder).toBeUndefined();
  });

  it('lets a waiter go whose job is killed, and does not give it the lock', async () => {
    const lock = new InProcessStateLock();
    const release = await taken(lock, '1');
    const killed = new AbortController();
    const waiting = lock.acquire({ jid: '2', function: 'x' }, { queue: true, signal: killed.signal });
    killed.abort(new Error('killed'));
    await expect(waiting).rejects.toThrow('killed');
    await release();
    expect(lock.holder).toBeUndefined();
  });

  it('ignores a second release', async () => {
    const lock = new InProcessStateLock();
    const release = await taken(lock, '1');
    await release();
    await taken(lock, '2');
    await release();
    expect(lock.holder?.jid).toBe('2');
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunLock, type Acquired } from './run-lock.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'minion-lock-'));
});
afterEach(() => rm(directory, { recursive: true }));

const lock = (): RunLock => new RunLock(join(directory, 'run.lock'), { poll: 5, now: () => 42 });
const release = async (acquired: Acquired): Promise<void> => {
  if (!acquired.ok) throw new Error(`busy with ${acquired.holder.jid}`);
  await acquired.release();
};

describe('run lock', () => {
  it('is had by one at a time, and says who has it since when', async () => {
    const held = await lock().acquire({ jid: 'first', function: 'state.apply' }, { queue: false });
    expect(await lock().acquire({ jid: 'second', function: 'state.sls' }, { queue: false })).toEqual({
      ok: false,
      holder: { jid: 'first', function: 'state.apply', since: 42 },
    });
    await release(held);
    await release(await lock().acquire({ jid: 'second', function: 'state.sls' }, { queue: false }));
    expect(await readdir(directory)).toEqual([]);
  });

  it('serves those that queue in the order of their asking', async () => {
    const shared = lock();
    const held = await shared.acquire({ jid: 'first', function: 'state.apply' }, { queue: true });
    const served: string[] = [];
    const queued = ['second', 'third', 'fourth'].map(async (jid) => {
      const acquired = await shared.acquire({ jid, function: 'state.apply' }, { queue: true });
      served.push(jid);
      await release(acquired);
    });
    expect(shared.queue).toEqual(['second', 'third', 'fourth']);
    await release(held);
    await Promise.all(queued);
    expect(served).toEqual(['second', 'third', 'fourth']);
    expect(shared.queue).toEqual([]);
  });

  it('stops waiting when told to', async () => {
    const shared = lock();
    const held = await shared.acquire({ jid: 'first', function: 'state.apply' }, { queue: false });
    const stop = new AbortController();
    const waiting = shared.acquire({ jid: 'second', function: 'state.apply' }, { queue: true, signal: stop.signal });
    stop.abort(new Error('the daemon stops'));
    await expect(waiting).rejects.toThrow('the daemon stops');
    await release(held);
  });

  it('takes over from a process that is gone, and from a pid that was used again', async () => {
    const dead = { jid: 'dead', function: 'state.apply', since: 1, pid: 4_190_000, process: 'boot:1' };
    await writeFile(join(directory, 'run.lock'), JSON.stringify(dead));
    await release(await lock().acquire({ jid: 'second', function: 'state.apply' }, { queue: false }));
    await writeFile(join(directory, 'run.lock'), JSON.stringify({ ...dead, pid: process.pid }));
    await release(await lock().acquire({ jid: 'third', function: 'state.apply' }, { queue: false }));
    await writeFile(join(directory, 'run.lock'), '');
    await release(await lock().acquire({ jid: 'fourth', function: 'state.apply' }, { queue: false }));
  });
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectBus, type Bus } from '@fleet/bus';
import { compareStores, JobStore, type Replayed } from '@fleet/jobs';
import { factsStream } from '@fleet/protocol';
import { ScratchMaster } from '../../test-support/scratch-master.js';
import { openOwnKey } from '../keys/own-key.js';
import { readStreams, type StreamsRead } from './read-streams.js';

let fleet: ScratchMaster;

beforeEach(async () => {
  fleet = await ScratchMaster.start();
});
afterEach(() => fleet?.stop());

async function withMasterBus<T>(work: (bus: Bus) => Promise<T>): Promise<T> {
  const bus = await connectBus({ servers: [fleet.url], name: 'reader', ...fleet.trust.own('master') });
  try {
    return await work(bus);
  } finally {
    await bus.close();
  }
}

/** A second store from the streams, beside the first. */
async function rebuilt(
  name: string,
): Promise<{ file: string; outcome: Replayed; streams: StreamsRead; epoch: number }> {
  const file = join(fleet.root, name);
  rmSync(file, { force: true });
  const store = JobStore.open(file, { telling: false });
  const replay = store.replay({ afresh: true });
  const key = await openOwnKey(fleet.places.master.keys, 'facts.key');
  const streams = await withMasterBus((bus) => readStreams(bus, key, replay));
  const epoch = replay.finish();
  store.close();
  return { file, outcome: replay.outcome, streams, epoch };
}

/** Jobs of every ending, keys of every state, tokens, an audit trail. */
async function work(): Promise<void> {
  const [web1, web2, db1] = [await fleet.minion('web1'), await fleet.minion('web2'), await fleet.minion('db1')];
  for (let turn = 0; turn < 5; turn += 1) await fleet.run('web*', 'test.ping');
  web2.mode = 'refuse';
  await fleet.run('web*', 'test.ping');
  web2.mode = 'answer';
  db1.mode = 'silent';
  await fleet.run('*', 'cmd.run', { args: '["echo",{"password":"swordfish"}]', timeout: 600 });
  web1.mode = 'hold';
  const [held] = await fleet.run('web1', 'test.ping', { timeout: 300 });
  await fleet.until(() => web1.commands.at(-1)?.jid === held?.jid);
  await web1.release();
  await fleet.until(async () => (await fleet.must('job_list', {})).jobs[0]?.returned === 1);
  await web2.giveBack(
    { jid: '20260101000000000001', function: 'test.ping' },
    { scheduled: { name: 'n', args: '[]', kwargs: '{}' } },
  );
  await fleet.until(async () =>
    (await fleet.must('job_list', {})).jobs.some(({ operator }) => operator === 'schedule'),
  );
  await fleet.must('key_reject', { minions: ['web2'] });
  await fleet.must('key_delete', { minions: ['db1'] });
  await fleet.ask('job_show', { jid: '20200101000000000000' });
}

/** Stops the master when the streams have what it knows: while it stops, it tells them for a few seconds only. */
async function stopTold(): Promise<void> {
  await fleet.until(() => fleet.inStore(({ facts }) => facts.waiting === 0));
  await fleet.stopMaster();
}

describe('the streams of a fleet that has worked', () => {
  it('hold its store: another one that is made from them says the same', async () => {
    await work();
    await stopTold();
    const { file, outcome, streams, epoch } = await rebuilt('second.db');
    expect(compareStores(fleet.places.master.database, file)).toEqual([]);
    expect(outcome).toMatchObject({ replaced: 0, unknown: 0, unplaced: 0 });
    expect(streams.unreadable).toBe(0);
    const first = JobStore.open(fleet.places.master.database);
    expect(first.facts.waiting).toBe(0);
    expect(epoch).toBeGreaterThan(first.epoch);
    first.close();
  });

  it('hold it also after the master was away from the stream, and was restarted', async () => {
    await work();
    for (let turn = 0; turn < 3; turn += 1) {
      await fleet.stopMaster();
      await fleet.startMaster();
      await fleet.run('web1', 'test.ping', { timeout: 300 });
    }
    await stopTold();
    const { file } = await rebuilt('second.db');
    expect(compareStores(fleet.places.master.database, file)).toEqual([]);
  });

  it('show nobody else what they hold, and no secret even to their master', async () => {
    await work();
    await stopTold();
    const messages: string[] = [];
    await withMasterBus(async (bus) => {
      for await (const { data } of bus.readStream(factsStream)) messages.push(Buffer.from(data).toString('latin1'));
    });
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.join('')).not.toMatch(/web1|test\.ping|swordfish/);
    const { file } = await rebuilt('second.db');
    const store = JobStore.open(file);
    const shown = JSON.stringify([store.jobs.list(99), store.audit.list(99)]);
    store.close();
    expect(shown).toContain('cmd.run');
    expect(shown).not.toContain('swordfish');
  });

  it('cannot be added to by a bus that lies', async () => {
    await fleet.minion('web1');
    await stopTold();
    await withMasterBus(async (bus) => {
      const sealed: { epoch: number; data: Uint8Array }[] = [];
      for await (const { subject, data } of bus.readStream(factsStream))
        sealed.push({ epoch: Number(subject.split('.')[2]), data });
      await bus.publishFacts(Date.now() + 9_000_000, Buffer.from('{"v":1,"facts":[]}'));
      // A true message, told again for an epoch that is to come.
      const [first] = sealed;
      if (first) await bus.publishFacts(first.epoch + 1, first.data);
    });
    const { file, streams } = await rebuilt('second.db');
    expect(streams.unreadable).toBe(2);
    expect(compareStores(fleet.places.master.database, file)).toEqual([]);
  });
});

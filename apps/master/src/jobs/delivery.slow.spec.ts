import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { JobEvent } from '@fleet/protocol';
import type { FakeMinion } from '../../test-support/fake-minion.js';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

let master: ScratchMaster;

beforeEach(async () => {
  // So long that what is sent twice was sent twice by mistake.
  master = await ScratchMaster.start({ acknowledgeTimeout: 10_000 });
});
afterEach(async () => {
  await master.stop();
});

const secret = 'correct-horse-battery-staple';
const kwargs = `{"password":"${secret}"}`;

/** Creates a job without staying, and answers with its jid. */
async function create(expression: string, more: Parameters<typeof request>[2] = {}): Promise<string> {
  const event = await master.must('job_create', { ...request(expression, 'state.apply', more), watch: false });
  if (event.event !== 'created') throw new Error(JSON.stringify(event));
  return event.jid;
}

async function gone(minion: FakeMinion): Promise<void> {
  await minion.close();
  await master.until(async () => !(await row(minion.id))?.up);
}

async function row(id: string) {
  return (await master.must('minion_status', {})).minions.find(({ minion }) => minion === id);
}

async function returned(jid: string): Promise<number> {
  return (await master.must('job_show', { jid })).returned;
}

/** The bytes of the store, its log included. */
function onDisk(): string {
  return ['', '-wal']
    .map((end) => {
      try {
        return readFileSync(`${master.places.master.database}${end}`, 'latin1');
      } catch {
        return '';
      }
    })
    .join('');
}

async function eventsOf(jid: string, until: JobEvent['event'] = 'ended'): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const event of master.watch('job_watch', { jid })) {
    events.push(event);
    if (event.event === until) break;
  }
  return events;
}

describe('a job whose command was missed', () => {
  it('is sent to a minion that comes back while others work on it, once for each connection', async () => {
    const [away, busy] = [await master.minion('away'), await master.minion('busy')];
    busy.mode = 'hold';
    away.mode = 'silent';
    const jid = await create('*');
    await master.until(() => away.commands.length === 1);
    await gone(away);
    away.mode = 'answer';
    away.forget();
    await away.connect();
    await master.until(async () => (await returned(jid)) === 1);
    expect(away.commands.map((command) => [command.jid, command.audience])).toEqual([
      [jid, { minion: away.keys.publicKey }],
    ]);
    expect([away.copies, busy.copies]).toEqual([0, 0]);
    await busy.release();
    const events = await eventsOf(jid);
    expect(events.at(-1)).toEqual({ event: 'ended', jid, silent: [] });
  });

  it('is sent again by the next master, with the same expiry', async () => {
    const minion = await master.minion('web1');
    await master.stopMaster();
    await master.startMaster();
    minion.mode = 'silent';
    const jid = await create('web1', { kwargs });
    await master.until(() => minion.commands.length === 1);
    await master.stopMaster();
    minion.mode = 'answer';
    const [first] = minion.commands;
    minion.forget();
    await master.startMaster();
    await master.until(async () => (await returned(jid)) === 1);
    expect(minion.commands[0]).toMatchObject({ jid, kwargs, expires: first?.expires });
  });
});

describe('a queued job', () => {
  it('waits for a minion that is away, also in the next master, and is delivered once', async () => {
    const [here, away] = [await master.minion('here'), await master.minion('away')];
    await gone(away);
    const events: JobEvent[] = [];
    for await (const event of master.watch(
      'job_create',
      request('*', 'state.apply', { queue: true, expires: 3_600_000, kwargs }),
    )) {
      events.push(event);
      if (event.event === 'queued') break;
    }
    const jid = events[0]?.jid as string;
    expect(events.at(-1)).toMatchObject({ event: 'queued', minions: ['away'], silent: [] });
    expect(events.map(({ event }) => event)).toContain('returned');
    expect(here.commands).toHaveLength(1);
    const { jobs } = await master.must('job_list', {});
    expect(jobs[0]).toMatchObject({ jid, queued: 1, returned: 1, expected: 2 });
    expect(onDisk()).not.toContain(secret);

    await master.stopMaster();
    await master.startMaster();
    await away.connect();
    await master.until(async () => (await returned(jid)) === 2);
    expect(away.commands).toHaveLength(1);
    expect(away.commands[0]).toMatchObject({ jid, kwargs });
    expect([here.commands.length, here.copies]).toEqual([1, 0]);

    await gone(away);
    await away.connect();
    await master.until(async () => (await row('away'))?.up === true);
    expect([away.commands.length, away.copies]).toEqual([1, 0]);
  });

  it('ends as expired where nobody comes in time', async () => {
    const away = await master.minion('away');
    await gone(away);
    const jid = await create('away', { queue: true, expires: 1000 });
    const events = await eventsOf(jid);
    expect(events.at(-1)).toMatchObject({
      event: 'ended',
      silent: [{ minion: 'away', reason: { code: 'expired' } }],
    });
    await away.connect();
    await master.until(async () => (await row('away'))?.up === true);
    expect(away.commands).toEqual([]);
  });

  it('gives a minion that came its whole time to work', async () => {
    const away = await master.minion('away');
    await gone(away);
    const jid = await create('away', { queue: true, expires: 60_000, timeout: 2_000 });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    away.mode = 'hold';
    await away.connect();
    await master.until(() => away.commands.length === 1);
    await away.release();
    await master.until(async () => (await returned(jid)) === 1);
    expect((await master.must('job_show', { jid })).minions[0]).not.toHaveProperty('silence');
  });

  it('is withdrawn from those that have not got it, and from nobody else', async () => {
    const [here, away] = [await master.minion('here'), await master.minion('away')];
    await gone(away);
    here.mode = 'hold';
    const jid = await create('*', { queue: true });
    await master.until(async () =>
      (await master.must('job_show', { jid })).minions.some(({ acknowledged }) => acknowledged !== undefined),
    );
    expect(await master.must('job_cancel', { jid })).toEqual({ cancelled: ['away'] });
    // The next master knows it, too.
    await master.stopMaster();
    await master.startMaster();
    await away.connect();
    await master.until(async () => (await row('away'))?.up === true);
    await here.release();
    const events = await eventsOf(jid);
    expect(events.at(-1)).toMatchObject({ silent: [{ minion: 'away', reason: { code: 'cancelled' } }] });
    expect(away.commands).toEqual([]);
    expect(await master.ask('job_cancel', { jid })).toMatchObject({ ok: false, fault: { code: 'conflict' } });
  });

  it('is refused where too many wait for a minion', async () => {
    const away = await master.minion('away');
    await gone(away);
    for (let count = 0; count < 100; count += 1) await create('away', { queue: true });
    const refused = await master.ask('job_create', request('away', 'state.apply', { queue: true }));
    expect(refused).toMatchObject({ ok: false, fault: { code: 'busy', details: { minions: ['away'] } } });
    await away.connect();
    await master.until(() => away.commands.length === 100);
    const jids = away.commands.map(({ jid }) => jid);
    expect(jids).toEqual([...jids].sort());
  });
});

describe('presence', () => {
  it('knows why a minion went', async () => {
    const [left, cut] = [await master.minion('left'), await master.minion('cut')];
    left.beat('goodbye');
    await left.bus.flush();
    await gone(left);
    await gone(cut);
    expect((await row('left'))?.reason).toEqual({ code: 'left' });
    expect((await row('cut'))?.reason).toEqual({ code: 'connection', says: 'Client Closed' });
    await master.stopMaster();
    await master.startMaster();
    expect((await row('left'))?.reason).toEqual({ code: 'left' });
  });

  it('misses one that is connected and says nothing', async () => {
    const mute = await master.minion('mute');
    mute.beat('alive', { every: 200 });
    await master.until(async () => (await row('mute'))?.up === false);
    expect((await row('mute'))?.reason).toMatchObject({ code: 'no-heartbeat' });
    mute.beat('alive', { every: 60_000 });
    await master.until(async () => (await row('mute'))?.up === true);
  });

  it('sends nothing that touches a machine to a key that two machines use', async () => {
    const minion = await master.minion('web1');
    for (const instance of ['a', 'b', 'a']) minion.beat('alive', { instance, every: 2_000, rtt: 1.5 });
    await master.until(async () => (await row('web1'))?.duplicate === true);
    const touching = await master.run('web1', 'state.apply');
    expect(touching.at(-1)).toMatchObject({ silent: [{ reason: { code: 'duplicate' } }] });
    expect(minion.commands).toEqual([]);
    expect((await master.run('web1', 'test.ping')).map(({ event }) => event)).toContain('returned');
    // Only one is left.
    const one = setInterval(() => minion.beat('alive', { instance: 'b', every: 2_000 }), 500);
    try {
      await master.until(async () => (await row('web1'))?.duplicate === undefined);
    } finally {
      clearInterval(one);
    }
    expect((await master.run('web1', 'state.apply')).map(({ event }) => event)).toContain('returned');
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { link, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusError } from '@fleet/bus';
import type { Return } from '@fleet/protocol';
import { Outbox, type SendReturn } from './outbox.js';
import type { OutboxLimits } from './outbox-limits.js';

let directory: string;
const opened: Outbox[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'minion-outbox-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((outbox) => outbox.stop()));
  await Promise.all([directory, gone()].map((path) => rm(path, { recursive: true, force: true })));
});

const gone = (): string => `${directory}.gone`;

/** In one step, unlike removing what is in it, file by file: the outbox may write at that time. */
const takeAway = (): Promise<void> => rename(directory, gone());

const jids = ['20260101000000000001', '20260101000000000002', '20260101000000000003'] as const;

function returnOf(jid: string): Return {
  return {
    kind: 'return',
    v: 1,
    jid,
    minion: 'web1',
    function: 'test.ping',
    retcode: 0,
    success: true,
    value: 'true',
    started: 1,
    duration: 2,
  };
}

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await happened()) && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await happened()).toBe(true);
}

/** A server that can be cut off; remembers what it stored. */
class Server {
  stored: string[] = [];
  reachable = true;
  readonly notes: Return[] = [];
  readonly send: SendReturn = async (jid, text) => {
    if (!this.reachable) throw new Error('not connected');
    const message = JSON.parse(text) as Return;
    if (message.fault?.code === 'dropped') this.notes.push(message);
    else this.stored.push(jid);
  };
}

async function open(server: Server, limits: Partial<OutboxLimits> = {}) {
  const dropped: string[] = [];
  const failures: string[] = [];
  const outbox = await Outbox.open(directory, {
    minion: 'web1',
    send: server.send,
    onDrop: ({ jid, reason }) => dropped.push(`${jid} ${reason}`),
    onFailure: (_jid, error) => failures.push((error as NodeJS.ErrnoException).code ?? 'unreachable'),
    limits: { pause: 5, longestPause: 10, ...limits },
  });
  opened.push(outbox);
  return { outbox, dropped, failures };
}

describe('outbox', () => {
  it('keeps a return on disk until the server has confirmed it', async () => {
    const server = new Server();
    const { outbox } = await open(server, { pause: 60_000, longestPause: 60_000 });
    outbox.wake();
    server.reachable = false;
    await outbox.put(returnOf(jids[0]), { durable: true });
    expect(await readdir(directory)).toEqual([`${jids[0]}.json`]);
    server.reachable = true;
    outbox.wake();
    await outbox.drained();
    expect(server.stored).toEqual([jids[0]]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('sends what an earlier process left, oldest first, and nothing before there is a connection', async () => {
    const away = new Server();
    away.reachable = false;
    const before = await open(away);
    for (const jid of [...jids].reverse()) await before.outbox.put(returnOf(jid), { durable: false });
    await before.outbox.stop();

    const server = new Server();
    const { outbox } = await open(server, { longestPause: 60_000, window: 1 });
    expect(outbox.size).toBe(3);
    expect(server.stored).toEqual([]);
    outbox.wake();
    await outbox.drained();
    expect(server.stored).toEqual([...jids]);
  });

  it('tries again by itself after a failure', async () => {
    const server = new Server();
    server.reachable = false;
    const { outbox } = await open(server);
    outbox.wake();
    await outbox.put(returnOf(jids[0]), { durable: false });
    server.reachable = true;
    await outbox.drained();
    expect(server.stored).toEqual([jids[0]]);
  });

  it('reports the oldest before it drops it, and leaves a note in its place: over the count, over the bytes, over the age', async () => {
    const server = new Server();
    server.reachable = false;
    const counted = await open(server, { count: 2, pause: 60_000 });
    for (const jid of jids) await counted.outbox.put(returnOf(jid), { durable: false });
    expect(counted.dropped).toEqual([`${jids[0]} too-many`]);
    expect((await readdir(directory)).sort()).toEqual([`${jids[0]}.dropped`, `${jids[1]}.json`, `${jids[2]}.json`]);
    await counted.outbox.stop();

    const measured = await open(server, { bytes: 300 });
    expect(measured.dropped).toEqual([`${jids[1]} too-much`]);
    await measured.outbox.stop();

    // A clock that jumped ahead makes it look old; this process has had it for a moment only.
    const jumped = await open(server, { age: -1 });
    expect(jumped.dropped).toEqual([]);
    expect((await readdir(directory)).filter((name) => name.endsWith('.json'))).toHaveLength(1);
    await jumped.outbox.stop();

    const aged = await open(server, { age: -1, kept: -1 });
    expect(aged.dropped).toEqual([`${jids[2]} too-old`]);
    expect((await readdir(directory)).sort()).toEqual(jids.map((jid) => `${jid}.dropped`));
    server.reachable = true;
    aged.outbox.wake();
    await aged.outbox.drained();
    expect(server.stored).toEqual([]);
    expect(
      [...server.notes]
        .sort((a, b) => (a.jid < b.jid ? -1 : 1))
        .map(({ jid, success, retcode, fault, ...rest }) => [jid, success, retcode, fault?.details, rest]),
    ).toEqual(
      ['too-many', 'too-much', 'too-old'].map((reason, index) => [
        jids[index],
        false,
        1,
        { reason, bytes: expect.any(Number), retcode: 0 },
        expect.objectContaining({ minion: 'web1', function: 'test.ping', started: 1, duration: 2 }),
      ]),
    );
    await aged.outbox.stop();
    expect(await readdir(directory)).toEqual([]);
  });

  it('lets go of a file that a power cut emptied, and of half-written ones, and still sends the rest', async () => {
    await writeFile(join(directory, `${jids[0]}.json`), '');
    await writeFile(join(directory, `.${jids[1]}.json.77.tmp`), '{"ki');
    const server = new Server();
    const { outbox, dropped } = await open(server);
    await outbox.put(returnOf(jids[2]), { durable: false });
    outbox.wake();
    await outbox.drained();
    expect(dropped).toEqual([`${jids[0]} unreadable`]);
    expect(server.stored).toEqual([jids[2]]);
    expect(server.notes).toMatchObject([{ jid: jids[0], function: 'unknown', fault: { code: 'dropped' } }]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('keeps notes within their own room, and a note that a kill left beside its return is none', async () => {
    const server = new Server();
    server.reachable = false;
    const { outbox, dropped } = await open(server, { count: 0, notes: 1 });
    for (const jid of jids) await outbox.put(returnOf(jid), { durable: false });
    expect(dropped.filter((line) => line.startsWith(jids[0]))).toHaveLength(2);
    expect(await readdir(directory)).toEqual([`${jids[2]}.dropped`]);
    await outbox.stop();
    await writeFile(join(directory, `${jids[2]}.json`), JSON.stringify(returnOf(jids[2])));
    server.reachable = true;
    const next = await open(server);
    next.outbox.wake();
    await next.outbox.drained();
    expect([server.stored, server.notes]).toEqual([[jids[2]], []]);
  });

  it('does not fill the memory with what the disk refuses, and saves it when it can', async () => {
    const server = new Server();
    server.reachable = false;
    const { outbox, dropped } = await open(server, { unsaved: 400 });
    outbox.wake();
    await takeAway();
    for (const jid of jids) await outbox.put(returnOf(jid), { durable: true });
    expect(dropped).toEqual([`${jids[0]} too-much`]);
    await mkdir(directory);
    const saved = async (): Promise<string[]> =>
      (await readdir(directory)).filter((name) => !name.startsWith('.')).sort();
    await until(async () => (await saved()).length === 3);
    expect(await saved()).toEqual([`${jids[0]}.dropped`, `${jids[1]}.json`, `${jids[2]}.json`]);
  });

  it.each([
    ['the disk takes it later', async (_server: Server) => void (await mkdir(directory))],
    ['the master has it', async (server: Server) => void (server.reachable = true)],
  ])('says that a return is kept, once, and not before: %s', async (_, mend) => {
    const server = new Server();
    server.reachable = false;
    const { outbox } = await open(server);
    outbox.wake();
    let kept = 0;
    const put = (jid: string): Promise<void> =>
      outbox.put(returnOf(jid), { durable: true, kept: async () => void (kept += 1) });
    await put(jids[0]);
    expect(kept).toBe(1);
    await takeAway();
    await put(jids[1]);
    expect(kept).toBe(1);
    await mend(server);
    await until(() => kept === 2);
    await mkdir(directory, { recursive: true });
    server.reachable = true;
    await outbox.drained();
    expect(kept).toBe(2);
  });

  it('gives up at once what no message can carry, and nothing waits for it', async () => {
    const server = new Server();
    const send: SendReturn = async (jid, text) => {
      if (jid === jids[0] && !text.includes('dropped')) throw new BusError('too-large', 'the message is too large');
      await server.send(jid, text);
    };
    const { outbox, dropped } = await open(
      { ...server, stored: server.stored, notes: server.notes, send },
      { pause: 600_000 },
    );
    outbox.wake();
    for (const jid of jids) await outbox.put(returnOf(jid), { durable: false });
    await outbox.drained();
    expect(dropped).toEqual([`${jids[0]} too-large`]);
    expect(server.notes).toMatchObject([
      { jid: jids[0], fault: { code: 'dropped', details: { reason: 'too-large' } } },
    ]);
    expect(server.stored).toEqual([jids[1], jids[2]]);
  });

  it('sends from memory what the disk refuses', async () => {
    const server = new Server();
    server.reachable = false;
    const { outbox } = await open(server);
    outbox.wake();
    await takeAway();
    await outbox.put(returnOf(jids[0]), { durable: true });
    server.reachable = true;
    await outbox.drained();
    expect(server.stored).toEqual([jids[0]]);
    await open(server);
  });

  it('keeps what cannot be read right now, and tries again', async () => {
    const server = new Server();
    server.reachable = false;
    const { outbox, dropped, failures } = await open(server);
    outbox.wake();
    await outbox.put(returnOf(jids[0]), { durable: true });
    const file = join(directory, `${jids[0]}.json`);
    // Both exchanges are one rename each: a retry in between must never find no file at all, which is another thing.
    await link(file, `${file}.aside`);
    await symlink(file, `${file}.loop`);
    await rename(`${file}.loop`, file);
    // An attempt that had read the file before the exchange must be over, or it would deliver what it has.
    await until(() => failures.includes('ELOOP'));
    server.reachable = true;
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect([dropped, server.stored]).toEqual([[], []]);
    await rename(`${file}.aside`, file);
    await outbox.drained();
    expect([dropped, server.stored]).toEqual([[], [jids[0]]]);
  });

  it('goes on where the file of a stored return cannot be removed', async () => {
    const file = join(directory, `${jids[0]}.json`);
    const server = new Server();
    const { outbox } = await open({
      ...server,
      stored: server.stored,
      reachable: true,
      send: async (jid, text) => {
        await rm(file, { force: true });
        await mkdir(file, { recursive: true });
        await server.send(jid, text);
      },
    });
    outbox.wake();
    await outbox.put(returnOf(jids[0]), { durable: true });
    await outbox.drained();
    expect(server.stored).toEqual([jids[0]]);
  });
});

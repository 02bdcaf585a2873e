import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { link, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Return } from '@fleet/protocol';
import { Outbox, type OutboxLimits, type SendReturn } from './outbox.js';

let directory: string;
const opened: Outbox[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'minion-outbox-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((outbox) => outbox.stop()));
  await rm(directory, { recursive: true });
});

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

/** A server that can be cut off; remembers what it stored. */
class Server {
  stored: string[] = [];
  reachable = true;
  readonly send: SendReturn = async (jid) => {
    if (!this.reachable) throw new Error('not connected');
    this.stored.push(jid);
  };
}

async function open(server: Server, limits: Partial<OutboxLimits> = {}) {
  const dropped: string[] = [];
  const failures: string[] = [];
  const outbox = await Outbox.open(directory, {
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

  it('reports the oldest before it drops it: over the count, over the bytes, over the age', async () => {
    const server = new Server();
    server.reachable = false;
    const counted = await open(server, { count: 2, pause: 60_000 });
    for (const jid of jids) await counted.outbox.put(returnOf(jid), { durable: false });
    expect(counted.dropped).toEqual([`${jids[0]} too-many`]);
    expect((await readdir(directory)).sort()).toEqual([`${jids[1]}.json`, `${jids[2]}.json`]);
    await counted.outbox.stop();

    const measured = await open(server, { bytes: 300 });
    expect(measured.dropped).toEqual([`${jids[1]} too-much`]);
    await measured.outbox.stop();

    // A clock that jumped ahead makes it look old; this process has had it for a moment only.
    const jumped = await open(server, { age: -1 });
    expect([jumped.dropped, jumped.outbox.size]).toEqual([[], 1]);
    await jumped.outbox.stop();

    const aged = await open(server, { age: -1, kept: -1 });
    expect(aged.dropped).toEqual([`${jids[2]} too-old`]);
    expect(aged.outbox.size).toBe(0);
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
    expect(await readdir(directory)).toEqual([]);
  });

  it('sends from memory what the disk refuses', async () => {
    const server = new Server();
    server.reachable = false;
    const { outbox } = await open(server);
    outbox.wake();
    await rm(directory, { recursive: true });
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
    for (let turn = 0; turn < 400 && !failures.includes('ELOOP'); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(failures).toContain('ELOOP');
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

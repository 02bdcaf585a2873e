import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import type { Bus, BusTrouble, ReturnMessage } from './definition.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { until } from './until.js';

let scratch: ScratchBus;
let master: Bus;
let minion: Bus;
const troubles: BusTrouble[] = [];

beforeAll(async () => {
  scratch = await startScratchBus();
});

beforeEach(async () => {
  master = await scratch.own('master', { onTrouble: (trouble) => troubles.push(trouble) });
  minion = await scratch.join('minion');
});

afterAll(() => scratch.stop());

let jids = 0;
const nextJid = (): string => String((jids += 1)).padStart(20, '0');

describe('the stream of returns', () => {
  it('refuses a return as long as there is no stream, so that a minion keeps it', async () => {
    await expect(minion.publishReturn(subjects.return(minion.key, nextJid()), {})).rejects.toMatchObject({
      code: 'no-responders',
    });
  });

  it('can be made twice', async () => {
    await master.ensureReturnsStream({ maxBytes: 16 * 1024 ** 2 });
    await master.ensureReturnsStream({ maxBytes: 32 * 1024 ** 2 });
  });

  it('hands over every return once, with the key of its minion, in order', async () => {
    const seen: ReturnMessage[] = [];
    const sent = Array.from({ length: 500 }, nextJid);
    for (const jid of sent.slice(0, 250)) await minion.publishReturn(subjects.return(minion.key, jid), { jid });
    const consumer = await master.consumeReturns(async (batch) => void seen.push(...batch), { batch: 100 });
    for (const jid of sent.slice(250)) await minion.publishReturn(subjects.return(minion.key, jid), { jid });
    await until(() => seen.length >= 500);
    expect(seen.map((message) => message.jid)).toEqual(sent);
    expect(new Set(seen.map((message) => message.key))).toEqual(new Set([minion.key]));
    expect(seen[0]?.json()).toEqual({ jid: sent[0] });
    await consumer.stop();
  });

  it('hands over again what could not be stored', async () => {
    const deliveries: number[] = [];
    const jid = nextJid();
    const consumer = await master.consumeReturns(async (batch) => {
      for (const message of batch) if (message.jid === jid) deliveries.push(message.deliveries);
      if (deliveries.length === 1) throw new Error('the disk is full');
    });
    await minion.publishReturn(subjects.return(minion.key, jid), {});
    await until(() => deliveries.length === 2);
    expect(deliveries).toEqual([1, 2]);
    expect(troubles).toContainEqual(expect.objectContaining({ code: 'handler-failed' }));
    await consumer.stop();
  });

  it('keeps for the next master what the last one had not acknowledged', async () => {
    const jid = nextJid();
    let reached = false;
    const consumer = await master.consumeReturns(
      () => {
        reached = true;
        return new Promise<void>(() => undefined);
      },
      { ackWait: 1000 },
    );
    await minion.publishReturn(subjects.return(minion.key, jid), {});
    await until(() => reached);
    void consumer;
    await master.close();
    const second = await scratch.own('master');
    const seen: string[] = [];
    const next = await second.consumeReturns(async (batch) => void seen.push(...batch.map((message) => message.jid)), {
      ackWait: 1000,
    });
    await until(() => seen.length > 0);
    // More often where this process is slow to acknowledge it.
    expect([...new Set(seen)]).toEqual([jid]);
    await next.stop();
  });

  it('goes on after the server was restarted, and loses nothing that was confirmed', async () => {
    const seen = new Set<string>();
    const consumer = await master.consumeReturns(async (batch) => batch.forEach((message) => seen.add(message.jid)), {
      ackWait: 1000,
    });
    const before = nextJid();
    await minion.publishReturn(subjects.return(minion.key, before), {});
    await scratch.restartServer(async () => {
      await until(() => !minion.connected);
      await expect(minion.publishReturn(subjects.return(minion.key, nextJid()), {})).rejects.toMatchObject({
        code: 'disconnected',
      });
    });
    await until(() => minion.connected && master.connected);
    const after = nextJid();
    await minion.publishReturn(subjects.return(minion.key, after), {});
    await until(() => seen.has(before) && seen.has(after));
    await consumer.stop();
  });

  it('is full before it forgets, and has room again once its returns are stored', async () => {
    await master.ensureReturnsStream({ maxBytes: 1024 ** 2 });
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 100; n += 1)
        await minion.publishReturn(subjects.return(minion.key, nextJid()), { text: 'x'.repeat(32 * 1024) });
    };
    await expect(fill()).rejects.toMatchObject({ code: 'refused' });
    let stored = 0;
    const consumer = await master.consumeReturns(async (batch) => void (stored += batch.length));
    await until(() => stored > 20);
    let room = false;
    const attempt = async (): Promise<void> => {
      room = await minion.publishReturn(subjects.return(minion.key, nextJid()), { text: 'x'.repeat(32 * 1024) }).then(
        () => true,
        () => false,
      );
    };
    for (let n = 0; n < 200 && !room; n += 1) {
      await attempt();
      if (!room) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(room).toBe(true);
    await consumer.stop();
  });

  it('is read on when somebody deleted the consumer', async () => {
    const seen: string[] = [];
    const consumer = await master.consumeReturns(
      async (batch) => void seen.push(...batch.map((message) => message.jid)),
    );
    // A pull that the server has not taken up yet would get no word of the end.
    for (let waiting = 0; waiting === 0;) {
      const info = (await master.request('$JS.API.CONSUMER.INFO.RETURNS.master', {})) as { num_waiting?: number };
      waiting = info.num_waiting ?? 0;
    }
    expect(await master.request('$JS.API.CONSUMER.DELETE.RETURNS.master', {})).toMatchObject({ success: true });
    const jid = nextJid();
    await minion.publishReturn(subjects.return(minion.key, jid), {});
    await until(() => seen.includes(jid));
    expect(troubles).toContainEqual(expect.objectContaining({ code: 'consumer' }));
    await consumer.stop();
  });
});

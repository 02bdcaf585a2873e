import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { factsStream, returnsStream, subjects } from '@fleet/protocol';
import type { Bus, StreamMessage } from './definition.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { until } from './until.js';

let scratch: ScratchBus;
let master: Bus;

beforeAll(async () => {
  scratch = await startScratchBus();
});
beforeEach(async () => {
  master = await scratch.own('master');
});
afterAll(() => scratch.stop());

async function all(stream: string): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for await (const message of master.readStream(stream)) messages.push(message);
  return messages;
}

describe('the stream of facts', () => {
  it('is told apart from one that is not there: the facts are not lost, but stay where they are', async () => {
    await expect(master.publishFacts(1, Buffer.from('x'))).rejects.toMatchObject({ code: 'no-responders' });
    expect(await all(factsStream)).toEqual([]);
  });

  it('gives back what was published, in order, once it is on disk', async () => {
    await master.ensureFactsStream({ maxBytes: 16 * 1024 ** 2 });
    await master.ensureFactsStream({ maxBytes: 32 * 1024 ** 2 });
    expect(await all(factsStream)).toEqual([]);
    const sent = Array.from({ length: 1203 }, (_, index) => `${index}`);
    await master.publishFacts(7, Buffer.from(sent[0] as string));
    for (const text of sent.slice(1)) await master.publishFacts(7, Buffer.from(text));
    await scratch.restartServer();
    await until(() => master.connected);
    const messages = await all(factsStream);
    expect(messages.map(({ data }) => Buffer.from(data).toString())).toEqual(sent);
    expect(messages[0]).toMatchObject({ subject: 'fl.fact.7', sequence: 1 });
    expect(Math.abs(Date.now() - (messages[0]?.at ?? 0))).toBeLessThan(600_000);
  });

  it.each([
    ['purged', `STREAM.PURGE.${factsStream}`, {}],
    ['thinned', `STREAM.MSG.DELETE.${factsStream}`, { seq: 1 }],
  ])('cannot be %s, not even by the master', async (_what, call, body) => {
    expect(await master.request(`$JS.API.${call}`, body)).toMatchObject({ error: { code: 500 } });
    expect((await all(factsStream))[0]?.sequence).toBe(1);
  });

  it('forgets the oldest where it is full, and takes what is new', async () => {
    await master.ensureFactsStream({ maxBytes: 1024 ** 2 });
    for (let turn = 0; turn < 30; turn += 1) await master.publishFacts(8, Buffer.alloc(100_000, turn));
    const messages = await all(factsStream);
    expect(messages.at(-1)?.data[0]).toBe(29);
    expect(messages.length).toBeLessThan(12);
  });
});

describe('a stream that is read', () => {
  it('is read in pieces where its messages are large', async () => {
    await master.ensureReturnsStream({ maxBytes: 64 * 1024 ** 2 });
    const minion = await scratch.join('minion');
    for (let turn = 0; turn < 25; turn += 1)
      await minion.publishReturn(subjects.return(minion.key, String(turn).padStart(20, '0')), {
        text: 'x'.repeat(900_000),
      });
    const messages = await all(returnsStream);
    expect(messages.map(({ subject }) => subject.split('.')[3])).toEqual(
      Array.from({ length: 25 }, (_, turn) => String(turn).padStart(20, '0')),
    );
  });

  it('may be left in the middle', async () => {
    for await (const { sequence } of master.readStream(returnsStream)) {
      expect(sequence).toBe(1);
      break;
    }
    const { consumers } = (await master.request(`$JS.API.CONSUMER.LIST.${returnsStream}`, {})) as {
      consumers?: unknown[];
    };
    expect(consumers ?? []).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import { connect, type NatsConnection } from 'nats';
import type { Bus, BusTrouble } from './definition.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { until } from './until.js';

let scratch: ScratchBus;
let master: Bus;
/** A minion that does not play by the rules: the bare client of NATS with a minion's credentials. */
let rogue: NatsConnection;
let rogueKey: string;
let troubles: BusTrouble[] = [];

beforeAll(async () => {
  scratch = await startScratchBus();
  master = await scratch.own('master', { onTrouble: (trouble) => troubles.push(trouble) });
  const { signer, jwt } = scratch.newUser('minion');
  rogueKey = signer.publicKey;
  rogue = await connect({
    servers: scratch.url,
    inboxPrefix: subjects.inbox(rogueKey),
    authenticator: (nonce?: string) => ({
      jwt: jwt(),
      nkey: rogueKey,
      sig: signer.sign(nonce ?? '').toString('base64url'),
    }),
  });
});

beforeEach(() => {
  troubles = [];
});

afterAll(async () => {
  await rogue.close();
  await scratch.stop();
});

describe('a subscription', () => {
  it('lives on after its handler threw, at once and later', async () => {
    const seen: unknown[] = [];
    const subscription = master.subscribe('fl.beat.*', async (message) => {
      const { n } = message.json() as { n: number };
      seen.push(n);
      if (n === 1) throw new Error('at once');
      if (n === 2) await Promise.reject(new Error('later'));
    });
    await master.flush();
    for (const n of [1, 2, 3]) rogue.publish(subjects.beat(rogueKey), JSON.stringify({ n }));
    await until(() => seen.length === 3);
    expect(troubles.map((trouble) => trouble.code)).toEqual(['handler-failed', 'handler-failed']);
    subscription.stop();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"a":'],
    ['bytes that are no text', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['a million brackets', '['.repeat(1_000_000)],
  ])('drops %s, says so, and hears what comes next', async (_what, payload) => {
    const seen: unknown[] = [];
    const subscription = master.subscribe('fl.beat.*', (message) => void seen.push(message.json()));
    await master.flush();
    rogue.publish(subjects.beat(rogueKey), payload);
    rogue.publish(subjects.beat(rogueKey), '"good"');
    await until(() => seen.length === 1);
    expect(seen).toEqual(['good']);
    expect(subscription.garbage).toBe(1);
    expect(troubles).toMatchObject([{ code: 'garbage', subject: subjects.beat(rogueKey) }]);
    subscription.stop();
  });

  it('answers the caller and nobody else', async () => {
    const foreign = scratch.newUser('minion');
    const heard: string[] = [];
    const victim = await scratch.join('minion', foreign);
    victim.subscribe(`${subjects.inbox(victim.key)}.>`, (message) => void heard.push(message.subject));
    await victim.flush();
    const responses: boolean[] = [];
    const subscription = master.subscribe(
      'fl.rpc.*.*',
      (message) => void responses.push(message.respond({ secret: 1 })),
    );
    await master.flush();
    for (const reply of [
      `_INBOX.${victim.key}.1`,
      subjects.commandOne(victim.key),
      '$JS.API.STREAM.DELETE.RETURNS',
      `_INBOX.${rogueKey}`,
    ]) {
      rogue.publish(subjects.minionRequest(rogueKey, 'pillar'), '{}', { reply });
    }
    const answer = await rogue.request(subjects.minionRequest(rogueKey, 'pillar'), '{}', { timeout: 15_000 });
    expect(answer.json()).toEqual({ secret: 1 });
    expect(responses).toEqual([false, false, false, false, true]);
    await victim.flush();
    expect(heard).toEqual([]);
    subscription.stop();
  });

  it('drops what neither runs nor may wait, and says so', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let handled = 0;
    const subscription = master.subscribe(
      'fl.beat.*',
      async () => {
        await held;
        handled += 1;
      },
      { concurrency: 2, waiting: 3 },
    );
    await master.flush();
    for (let n = 0; n < 8; n += 1) rogue.publish(subjects.beat(rogueKey), '{}');
    await until(() => troubles.length === 3);
    expect(troubles.every((trouble) => trouble.code === 'overloaded')).toBe(true);
    release();
    await until(() => handled === 5);
    subscription.stop();
  });

  it('shares its messages within a queue group', async () => {
    const second = await scratch.own('master');
    let count = 0;
    master.subscribe('fl.prog.*.*', () => void (count += 1), { queue: 'masters' });
    second.subscribe('fl.prog.*.*', () => void (count += 1), { queue: 'masters' });
    await master.flush();
    await second.flush();
    for (let n = 0; n < 50; n += 1) rogue.publish(subjects.progress(rogueKey, '1'), '{}');
    await rogue.flush();
    await master.flush();
    await second.flush();
    expect(count).toBe(50);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import { longestAnswer } from './answer-parts.js';
import type { Bus, BusTrouble } from './definition.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';

let scratch: ScratchBus;
let master: Bus;
let operator: Bus;
const troubles: BusTrouble[] = [];

beforeAll(async () => {
  scratch = await startScratchBus();
  master = await scratch.own('master', { onTrouble: (trouble) => troubles.push(trouble) });
  operator = await scratch.join('operator');
});

afterAll(() => scratch.stop());

describe('request', () => {
  it('brings the answer of the one who listens, who knows the caller by its key', async () => {
    const subscription = master.subscribe(
      'fl.api.*.*',
      (message) => void message.respond({ caller: message.caller, body: message.json() }),
    );
    await master.flush();
    const answer = await operator.request(subjects.operatorRequest(operator.key, 'echo'), { n: 1 });
    expect(answer).toEqual({ caller: operator.key, body: { n: 1 } });
    subscription.stop();
    await master.flush();
  });

  it('fails at once where nobody listens', async () => {
    await expect(operator.request(subjects.operatorRequest(operator.key, 'nobody'), {})).rejects.toMatchObject({
      code: 'no-responders',
    });
  });

  it('fails with a timeout where the listener is silent', async () => {
    const subscription = master.subscribe('fl.api.*.silent', () => undefined);
    await master.flush();
    await expect(
      operator.request(subjects.operatorRequest(operator.key, 'silent'), {}, { timeout: 50 }),
    ).rejects.toMatchObject({ code: 'timeout' });
    subscription.stop();
  });

  it('is refused in the name of another, before its time is over', async () => {
    const other = scratch.newUser('operator').signer.publicKey;
    await expect(
      operator.request(subjects.operatorRequest(other, 'echo'), {}, { timeout: 15_000 }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('does not take what the bus cannot carry', async () => {
    await expect(
      operator.request(subjects.operatorRequest(operator.key, 'echo'), { text: 'x'.repeat(1024 * 1024) }),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  it('can be given up', async () => {
    const subscription = master.subscribe('fl.api.*.silent', () => undefined);
    await master.flush();
    const giveUp = new AbortController();
    const asked = operator.request(subjects.operatorRequest(operator.key, 'silent'), {}, { signal: giveUp.signal });
    giveUp.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    subscription.stop();
  });
});

describe('requestMany', () => {
  it('brings every answer in order until the caller leaves', async () => {
    const subscription = master.subscribe('fl.api.*.count', (message) => {
      for (let n = 0; n < 2000; n += 1) message.respond({ n });
    });
    await master.flush();
    const seen: unknown[] = [];
    for await (const answer of operator.requestMany(subjects.operatorRequest(operator.key, 'count'), {})) {
      seen.push((answer as { n: number }).n);
      if (seen.length === 1500) break;
    }
    expect(seen).toEqual(Array.from({ length: 1500 }, (_, n) => n));
    subscription.stop();
  });

  it('fails where the answers cease', async () => {
    const subscription = master.subscribe('fl.api.*.once', (message) => void message.respond({}));
    await master.flush();
    const seen: unknown[] = [];
    const all = (async () => {
      for await (const answer of operator.requestMany(subjects.operatorRequest(operator.key, 'once'), {}, { idle: 50 }))
        seen.push(answer);
    })();
    await expect(all).rejects.toMatchObject({ code: 'timeout' });
    expect(seen).toEqual([{}]);
    subscription.stop();
  });
});

describe('an answer that no single message carries', () => {
  const text = 'ä"\\\n\u{1F680}'.repeat(400_000);
  const told = (): void => void (troubles.length = 0);

  async function answering(method: string, answer: (respond: (body: unknown) => boolean) => void): Promise<string> {
    master.subscribe(`fl.api.*.${method}`, (message) => answer((body) => message.respond(body)));
    await master.flush();
    return subjects.operatorRequest(reader.key, method);
  }

  let reader: Bus;
  beforeAll(async () => {
    reader = await scratch.join('operator', { maxAnswer: longestAnswer });
  });

  it('comes whole to who takes it', async () => {
    const subject = await answering('long', (respond) => void respond({ text }));
    expect(await reader.request(subject, {})).toEqual({ text });
  });

  it('keeps its place among others', async () => {
    const subject = await answering('mixed', (respond) => {
      for (const n of [1, 2, 3]) {
        respond({ n });
        respond({ n, text });
      }
    });
    const seen: unknown[] = [];
    for await (const answer of reader.requestMany(subject, {})) {
      const { n, text: long } = answer as { n: number; text?: string };
      seen.push([n, long === text]);
      if (seen.length === 6) break;
    }
    expect(seen).toEqual(
      [1, 2, 3].flatMap((n) => [
        [n, false],
        [n, true],
      ]),
    );
  });

  it('is refused by who does not, and by the sender where it is out of bounds', async () => {
    const plain = await scratch.join('operator');
    await answering('long2', (respond) => void respond({ text }));
    await expect(plain.request(subjects.operatorRequest(plain.key, 'long2'), {})).rejects.toMatchObject({
      code: 'too-large',
    });
    told();
    const subject = await answering('endless', (respond) => void respond({ text: 'x'.repeat(longestAnswer) }));
    await expect(reader.request(subject, {}, { timeout: 1000 })).rejects.toMatchObject({ code: 'timeout' });
    expect(troubles).toMatchObject([{ code: 'handler-failed', error: { code: 'too-large' } }]);
    told();
  });
});

describe('a subject with a line break', () => {
  it.each(['fl.cmd.all\r\nPUB admin 0\r\n', 'fl..all', 'fl.cmd.*', 'fl.cmd.>', ''])(
    '%j is not published',
    (subject) => {
      expect(() => master.publish(subject, {})).toThrow('not a valid subject token');
    },
  );
});

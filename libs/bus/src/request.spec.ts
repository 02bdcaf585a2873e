import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjects } from '@fleet/protocol';
import { headers, type Msg } from 'nats';
import { longestAnswer } from './answer-parts.js';
import { encodeBody } from './body.js';
import type { Bus, BusTrouble } from './definition.js';
import type { Inbox, Waiter } from './inbox.js';
import { ask } from './request.js';
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

  async function answering(method: string, answer: (respond: (body: unknown) => boolean) => void): Promise<string> {
    master.subscribe(`fl.api.*.${method}`, (message) => answer((body) => message.respond(body)), { longAnswers: true });
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

  it.each([
    { what: 'to who takes it only whole', longAnswers: true, takes: undefined, bytes: 2 * 1024 * 1024 },
    { what: 'to who takes less', longAnswers: true, takes: 1_500_000, bytes: 2 * 1024 * 1024 },
    { what: 'where none is meant to be long', longAnswers: false, takes: longestAnswer, bytes: 2 * 1024 * 1024 },
    { what: 'beyond what anybody takes', longAnswers: true, takes: 1024 ** 3, bytes: longestAnswer },
  ])('is not sent $what', async ({ what, longAnswers, takes, bytes }) => {
    const asker = await scratch.join('operator', takes === undefined ? {} : { maxAnswer: takes });
    const method = what.replace(/ /g, '-');
    const refused: unknown[] = [];
    master.subscribe(
      `fl.api.*.${method}`,
      (message) => {
        try {
          message.respond({ text: 'x'.repeat(bytes) });
        } catch (error) {
          refused.push(error);
          message.respond('too large');
        }
      },
      { longAnswers },
    );
    await master.flush();
    expect(await asker.request(subjects.operatorRequest(asker.key, method), {})).toBe('too large');
    expect(refused).toMatchObject([{ code: 'too-large' }]);
    await asker.close();
  });

  it.each([
    ['that stops in the middle', 'timeout', ['1/3']],
    ['of which a part is lost', 'disconnected', ['1/3', '3/3']],
    ['that another one breaks off', 'disconnected', ['1/3', '']],
  ])('%s is none', async (_what, code, parts) => {
    const asked = ask({
      inbox: {
        open: (waiter: Waiter) => {
          for (const part of parts) {
            const header = headers();
            if (part !== '') header.set('Fleet-Part', part);
            waiter.onMessage({ data: Buffer.from('1'), headers: header } as unknown as Msg);
          }
          return 'reply';
        },
        close: () => undefined,
      } as unknown as Inbox,
      ...{ subject: 'question', largest: longestAnswer, timeout: 30, send: () => undefined },
    });
    await expect(asked).rejects.toMatchObject({ code });
  });

  it('that is longer than a text can be is too large, and no crash', () => {
    const endless = {
      toJSON: (): never => {
        throw new RangeError('Invalid string length');
      },
    };
    expect(() => encodeBody(endless)).toThrow(expect.objectContaining({ code: 'too-large' }));
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

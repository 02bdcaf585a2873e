import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createKeys, encodeJwt, signer } from '@fleet/identity';
import { MasterFault, type AskMaster } from './ask-master.js';
import { renewInTime, type Renewal, type RenewalOptions } from './renewal.js';

const start = 1_800_000_000_000;
const day = 24 * 3_600_000;
const account = signer(createKeys('account').seed);
const key = createKeys('user').publicKey;
/** As the master's clock has it. @param lifetime milliseconds */
const jwt = (issued: number, lifetime?: number, sub = key): string =>
  encodeJwt(account, {
    iat: issued / 1000,
    ...(lifetime && { exp: (issued + lifetime) / 1000 }),
    name: 'web1',
    sub,
    nats: { type: 'user', version: 2 },
  });

let running: Renewal | undefined;
beforeEach(() => void jest.useFakeTimers({ now: start }));
afterEach(() => {
  running?.stop();
  jest.useRealTimers();
});

/** What the daemon did, in order, with the log between. */
function scene(first: string, answer: () => string | Error, more: Partial<RenewalOptions> = {}) {
  const life: string[] = [];
  let current = first;
  const log = (level: string) => (_fields: unknown, message?: string) =>
    void life.push(`${level}: ${message ?? String(_fields)}`);
  running = renewInTime({
    key,
    jwt: () => current,
    received: start,
    ask: (async () => {
      life.push('ask');
      const given = answer();
      if (given instanceof Error) throw given;
      return { signed: given };
    }) as unknown as AskMaster,
    read: async (signed) => (signed as { signed: string }).signed,
    refused: (code) => void life.push(`refused: ${code}`),
    keep: async (next) => {
      current = next;
      life.push('keep');
    },
    changeOver: async () => void life.push('change over'),
    log: { info: () => undefined, warn: log('warn'), error: log('error') } as never,
    random: () => 0.5,
    ...more,
  });
  return { life, renewal: running, current: () => current, asked: () => life.filter((step) => step === 'ask').length };
}

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const round = ['ask', 'keep', 'change over'];

describe('credentials', () => {
  it('are renewed from half of their lifetime on, and the connection changes over each time', async () => {
    const { life } = scene(jwt(start, 30 * day), () => jwt(Date.now(), 30 * day));
    await pass(16 * day);
    expect(life).toEqual([]);
    await pass(day);
    expect(life).toEqual(round);
    await pass(16.5 * day);
    expect(life).toEqual([...round, ...round]);
  });

  it('of a fleet that was let in at once are renewed days apart', async () => {
    const times: number[] = [];
    const stops = Array.from({ length: 20 }, (_, index) => {
      const changeOver = async (): Promise<void> => void times.push(Date.now());
      return scene(jwt(start, 30 * day), () => jwt(Date.now(), 30 * day), { random: () => index / 20, changeOver })
        .renewal;
    });
    await pass(19 * day);
    for (const { stop } of stops) stop();
    expect(times).toHaveLength(20);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2 * day);
  });

  it.each([
    ['ahead of', -40 * day],
    ['behind', 40 * day],
  ])('are renewed at the same pace where the master’s clock is %s ours', async (_, skew) => {
    const { asked } = scene(jwt(start - skew, 30 * day), () => jwt(Date.now() - skew, 30 * day));
    await pass(100 * day);
    expect(asked()).toBe(6);
  });

  it.each([
    ['came before anybody wrote down when', undefined],
    ['came in the future by our clock', start + 3 * day],
    ['have expired by our clock', start - 40 * day],
  ])('that %s are renewed soon, once', async (_, received) => {
    const issued = received === undefined ? start + 9 * day : start;
    const { asked } = scene(jwt(issued, 30 * day), () => jwt(Date.now() + 9 * day, 30 * day), {
      received: received as number,
    });
    await pass(120_000);
    expect(asked()).toBe(1);
    await pass(14 * day);
    expect(asked()).toBe(1);
  });

  it('are not stormed for by a clock that is set back and forth', async () => {
    const { asked } = scene(jwt(start, 30 * day), () => jwt(start, 30 * day));
    for (let turn = 0; turn < 50; turn += 1) {
      jest.setSystemTime(start + (turn % 2 ? -100 : 100) * day);
      await pass(3_600_000);
    }
    expect(asked()).toBeLessThanOrEqual(2);
  });

  it('for another key are not kept, and asked for again', async () => {
    const { life, current, asked } = scene(jwt(start, 1_000_000), () =>
      jwt(start, 1_000_000, createKeys('user').publicKey),
    );
    const first = current();
    await pass(700_000);
    expect(current()).toBe(first);
    expect(life).not.toContain('change over');
    expect(asked()).toBeGreaterThan(1);
  });

  it('that the master did not sign for this question are not kept, are counted, and asked for again', async () => {
    const nonces: string[] = [];
    const { life, current, asked } = scene(jwt(start, 1_000_000), () => jwt(start, 1_000_000), {
      read: async (_signed, nonce) => void nonces.push(nonce) as undefined,
    });
    const first = current();
    await pass(700_000);
    expect(current()).toBe(first);
    expect(life.filter((step) => step === 'refused: bad-signature')).toHaveLength(asked());
    expect(life).toContain('warn: the credentials could not be renewed yet');
    expect(life).not.toContain('change over');
    expect(asked()).toBeGreaterThan(1);
    expect(new Set(nonces).size).toBe(asked());
  });

  it('that the master refuses are said to be, once, and then that they end soon', async () => {
    const no = new MasterFault('renew', { code: 'not-allowed', message: 'this key is not accepted' });
    const { life, asked } = scene(jwt(start, 30 * day), () => no);
    await pass(29 * day);
    expect(asked()).toBeGreaterThan(100);
    expect(life.filter((step) => step.startsWith('error'))).toEqual([
      'error: the master refuses to renew the credentials of this minion: its key is not accepted there',
      'error: the master refuses to renew the credentials of this minion: its key is not accepted there',
    ]);
  });

  it('that came while the connection could not be changed are not asked for again', async () => {
    let fails = 3;
    const changeOver = async (): Promise<void> => {
      fails -= 1;
      if (fails >= 0) throw new Error('no server');
    };
    const { life } = scene(jwt(start, 30 * day), () => jwt(Date.now(), 30 * day), { changeOver });
    await pass(18 * day);
    expect(fails).toBe(-1);
    expect(life).toEqual([
      'ask',
      'keep',
      'warn: the credentials were renewed, and the connection could not be changed over to them yet',
    ]);
  });

  it('that do not expire are left alone until somebody says otherwise', async () => {
    const { life, renewal } = scene(jwt(start), () => jwt(start));
    await pass(100 * day);
    expect(life).toEqual([]);
    renewal.renewNow();
    await pass(10_000);
    expect(life).toEqual(round);
    await pass(100 * day);
    expect(life).toEqual(round);
  });
});

describe('told to renew', () => {
  it('a minion does so within the time that it is given, and once for several who say so', async () => {
    const { life, renewal } = scene(jwt(start, 30 * day), () => jwt(Date.now(), 30 * day));
    renewal.renewNow(60_000);
    renewal.renewNow(60_000);
    await pass(29_000);
    expect(life).toEqual([]);
    await pass(2_000);
    expect(life).toEqual(round);
  });

  it('in the middle of a renewal, it renews once more: the first JWT may be of before', async () => {
    let tell = (): void => undefined;
    const { life, renewal } = scene(jwt(start, 30 * day), () => {
      tell();
      tell = () => undefined;
      return jwt(Date.now(), 30 * day);
    });
    tell = () => renewal.renewNow(0);
    renewal.renewNow(0);
    await pass(5_000);
    expect(life).toEqual([...round, ...round]);
  });

  it('in the middle of a renewal that fails, it does not wait for the next attempt', async () => {
    let answers = false;
    const { life, renewal } = scene(jwt(start, 30 * day), () => {
      if (answers) return jwt(Date.now(), 30 * day);
      answers = true;
      running?.renewNow(0);
      return new Error('nobody answers');
    });
    renewal.renewNow(0);
    await pass(5_000);
    expect(life).toEqual(['ask', 'warn: the credentials could not be renewed yet', ...round]);
  });

  it('it goes on trying until the master answers', async () => {
    let answers = false;
    const { asked, life, renewal } = scene(jwt(start, 30 * day), () =>
      answers ? jwt(Date.now(), 30 * day) : new Error('nobody answers'),
    );
    renewal.renewNow(0);
    await pass(600_000);
    expect(asked()).toBeGreaterThan(3);
    answers = true;
    await pass(120_000);
    expect(life.slice(-3)).toEqual(round);
  });
});

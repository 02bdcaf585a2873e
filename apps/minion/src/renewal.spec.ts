import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createKeys, encodeJwt, signer } from '@fleet/identity';
import type { AskMaster } from './ask-master.js';
import { renewInTime } from './renewal.js';

const start = 1_800_000_000_000;
const account = signer(createKeys('account').seed);
const key = createKeys('user').publicKey;
const jwt = (issued: number, lifetime?: number, sub = key): string =>
  encodeJwt(account, {
    iat: issued / 1000,
    ...(lifetime && { exp: issued / 1000 + lifetime }),
    name: 'web1',
    sub,
    nats: { type: 'user', version: 2 },
  });

beforeEach(() => void jest.useFakeTimers({ now: start }));
afterEach(() => void jest.useRealTimers());

function renewing(first: string, answers: string[]) {
  let current = first;
  let asked = 0;
  const ask = (async () => {
    asked += 1;
    const next = answers.shift();
    if (next === undefined) throw new Error('nobody answers');
    return { jwt: next };
  }) as unknown as AskMaster;
  const renewal = renewInTime({
    key,
    jwt: () => current,
    ask,
    keep: async (next) => void (current = next),
    log: { info: () => undefined, warn: () => undefined } as never,
  });
  return { ...renewal, current: () => current, asked: () => asked };
}

describe('credentials', () => {
  it('are renewed at half of their lifetime, again and again', async () => {
    const [second, third] = [jwt(start + 500_000, 1_000), jwt(start + 1_000_000, 1_000)];
    const { stop, current } = renewing(jwt(start, 1_000), [second, third]);
    await jest.advanceTimersByTimeAsync(440_000);
    expect(current()).not.toBe(second);
    await jest.advanceTimersByTimeAsync(70_000);
    expect(current()).toBe(second);
    await jest.advanceTimersByTimeAsync(500_000);
    expect(current()).toBe(third);
    stop();
  });

  it('for another key are not kept, and asked for again', async () => {
    const { stop, current, asked } = renewing(jwt(start, 1_000), [jwt(start, 1_000, createKeys('user').publicKey)]);
    const first = current();
    await jest.advanceTimersByTimeAsync(700_000);
    expect(current()).toBe(first);
    expect(asked()).toBeGreaterThan(1);
    stop();
  });

  it('that do not expire are left alone', async () => {
    const { asked } = renewing(jwt(start), []);
    await jest.advanceTimersByTimeAsync(10_000_000);
    expect(asked()).toBe(0);
  });
});

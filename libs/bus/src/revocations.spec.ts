import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, decodeJwt } from '@fleet/identity';
import type { RevocableRole, Trust } from './trust-definition.js';
import { files } from './trust-files.js';
import { createTrust, openTrust } from './trust.js';

const day = 24 * 3_600_000;
const start = 1_800_000_000_000;
const lifetimes = { minion: 30 * day, operator: 90 * day };
const key = createKeys('user').publicKey;
let folder: string;
let fresh = 0;
let clock: ReturnType<typeof jest.spyOn>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-revocations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (days: number): void => void clock.mockReturnValue((start + days * day) as never);
beforeEach(() => {
  clock = jest.spyOn(Date, 'now');
  at(0);
});
afterEach(() => clock.mockRestore());

const newTrust = (options: { lifetimes?: typeof lifetimes } = { lifetimes }): Promise<Trust> =>
  createTrust(join(folder, `keys-${(fresh += 1)}`), options);

/** What the server is told, also by a master that was started anew. */
async function stated(trust: Trust, account: 'FLEET' | 'ENROL' = 'FLEET'): Promise<string[]> {
  const [now, anew] = [trust, await openTrust(trust.folder)].map((one) =>
    Object.keys(decodeJwt(one.accountJwt(account)).nats['revocations'] as object),
  );
  expect(anew).toEqual(now);
  return now as string[];
}

/** Days after which the account does not name the key any more, asked by halves: it names it at once, and never again once it does not. */
async function keptFor(trust: Trust, role: RevocableRole): Promise<number> {
  await trust.recordRevocation(role, key);
  const account = role === 'joiner' ? 'ENROL' : 'FLEET';
  expect(await stated(trust, account)).toContain(key);
  let [kept, gone] = [0, 400];
  while (gone - kept > 1) {
    const days = (kept + gone) >> 1;
    at(days);
    if ((await stated(trust, account)).includes(key)) kept = days;
    else gone = days;
  }
  return gone;
}

describe('a revocation', () => {
  it.each<[RevocableRole, number]>([
    ['minion', 30],
    ['operator', 90],
    ['joiner', 31],
  ])('of a %s is stated for as long as its JWTs may live, and a day', async (role, days) => {
    expect(await keptFor(await newTrust(), role)).toBe(days + 1);
  });

  it('is stated for a year where nobody said how long they live', async () => {
    expect(await keptFor(await newTrust({}), 'minion')).toBe(367);
  });

  it('covers what was minted before anybody said so', async () => {
    const trust = await newTrust({});
    const jwt = decodeJwt(trust.mintUser({ role: 'minion', publicKey: key, name: 'x' }));
    at(100);
    await trust.declareLifetimes(lifetimes);
    at(300);
    await trust.recordRevocation('minion', key);
    at(366);
    expect((jwt.exp as number) * 1000).toBe(start + 366 * day);
    expect(await stated(trust)).toEqual([key]);
    at(467);
    expect(await stated(trust)).toEqual([]);
  });

  it.each([
    ['shorter', { minion: day, operator: day }, 31],
    ['longer', { minion: 60 * day, operator: 60 * day }, 61],
  ])('counts with the longest that was allowed, though lifetimes became %s in another process', async (_, to, days) => {
    const trust = await newTrust();
    await (await openTrust(trust.folder)).declareLifetimes(to);
    expect(await keptFor(trust, 'minion')).toBe(days);
  });

  it('does not end sooner because it is made again, or taken back in part', async () => {
    const trust = await newTrust();
    await trust.recordRevocation('operator', key);
    await trust.recordRevocation('minion', key);
    await trust.liftRevocation('FLEET', key, start - day);
    at(60);
    expect(await stated(trust)).toEqual([key]);
    expect(trust.isRevoked('FLEET', key, start - 2 * day)).toBe(true);
  });

  it('that is over leaves the file with the next one', async () => {
    const trust = await newTrust();
    await trust.recordRevocation('minion', key);
    at(40);
    const other = createKeys('user').publicKey;
    await trust.recordRevocation('minion', other);
    const file = await readFile(join(trust.folder, files.revocations('FLEET')), 'utf8');
    expect(Object.keys(JSON.parse(file) as object)).toEqual([other]);
  });

  it('that was written before they had an end is kept for a year', async () => {
    const trust = await newTrust();
    await writeFile(join(trust.folder, files.revocations('FLEET')), JSON.stringify({ [key]: start / 1000 }));
    at(365);
    const opened = await openTrust(trust.folder);
    expect([await stated(opened), opened.isRevoked('FLEET', key, start)]).toEqual([[key], true]);
    at(367);
    expect(await stated(opened)).toEqual([]);
  });
});

describe('a JWT', () => {
  it('lives no longer than what was written down', async () => {
    const trust = await newTrust();
    const order = { role: 'minion', publicKey: key, name: 'x', expires: start + 300 * day } as const;
    const life = (): number => (decodeJwt(trust.mintUser(order)).exp as number) * 1000 - start;
    expect(life()).toBe(30 * day);
    await trust.declareLifetimes({ minion: 200 * day, operator: day });
    expect(life()).toBe(200 * day);
  });
});

describe('keys', () => {
  it.each([
    ['lifetimes.json', ''],
    ['lifetimes.json', '{"since":0,"minion":-1,"operator":2}'],
    ['lifetimes.json', 'null'],
    ['accounts/FLEET/revocations.json', ''],
    ['accounts/FLEET/revocations.json', '{"U":"x"}'],
    ['accounts/FLEET/revocations.json', '{"U":null}'],
  ])('are not used with a damaged %s: %s', async (name, text) => {
    const trust = await newTrust();
    await writeFile(join(trust.folder, name), text);
    await expect(openTrust(trust.folder)).rejects.toMatchObject({
      code: 'trust-unusable',
      reason: expect.stringContaining(name),
    });
  });
});

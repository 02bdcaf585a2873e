import { describe, expect, it } from '@jest/globals';
import { createKeys, followKeysets, pinRoot, signKeyset, signText, signer, type Signer } from '@fleet/identity';
import type { SignedKeyset } from '@fleet/protocol';
import { TrustedKeys } from './trusted-keys.js';

const key = (): Signer => signer(createKeys('user').seed);
const [root, first, second, stranger] = Array.from({ length: 4 }, key) as [Signer, Signer, Signer, Signer];

function keyset(serial: number, keys: readonly { signer: Signer; until?: number }[], by = root): SignedKeyset {
  const named = keys.map((one) => ({
    key: one.signer.rawPublicKey,
    ...(one.until !== undefined && { until: one.until }),
  }));
  return signKeyset({ kind: 'keyset', v: 1, serial, issued: 1, root: by.rawPublicKey, keys: named }, [by]);
}

const history = [keyset(1, [{ signer: first }]), keyset(2, [{ signer: second }, { signer: first, until: 2_000 }])];

function trusted(offers: () => Promise<readonly SignedKeyset[]>) {
  const followed = followKeysets(pinRoot(root.rawPublicKey), history.slice(0, 1));
  if (!followed.ok) throw new Error(followed.reason);
  const told: string[] = [];
  const kept: number[] = [];
  let [asked, now] = [0, 1_000];
  const log = (_fields: unknown, message: string): void => void told.push(message);
  const keys = new TrustedKeys({
    anchor: followed.anchor,
    keep: async ({ serial }) => void kept.push(serial),
    ask: () => {
      asked += 1;
      return offers();
    },
    log: { info: log, warn: log, error: log } as never,
    now: () => now,
  });
  return { keys, told, kept, asked: () => asked, at: (time: number) => void (now = time) };
}

const sign = (by: Signer, context = 'command') => signText(by, context, 'text');

describe('the keys that a minion believes', () => {
  it('are those of its keyset, each for its purpose', async () => {
    const { keys, asked } = trusted(async () => history);
    expect(await keys.open(['command', 'notice'], sign(first))).toEqual({ context: 'command', text: 'text' });
    expect(await keys.open(['command', 'notice'], sign(first, 'notice'))).toEqual({ context: 'notice', text: 'text' });
    expect(await keys.open(['command'], sign(first, 'pillar'))).toBeUndefined();
    expect(asked()).toBe(0);
  });

  it('follow the master when an unknown one signs, once for all who wait, and on disk first', async () => {
    const { keys, asked, kept } = trusted(async () => history);
    const opened = await Promise.all([keys.open(['command'], sign(second)), keys.open(['command'], sign(second))]);
    expect(opened).toEqual([expect.anything(), expect.anything()]);
    expect([asked(), kept, keys.serial]).toEqual([1, [2], 2]);
  });

  it('are followed again at once after they were followed, though the notice that told of them asked in vain', async () => {
    const third = key();
    const offered = [...history];
    const { keys, asked } = trusted(async () => offered);
    expect(await keys.open(['notice'], sign(second, 'notice'))).toBeDefined();
    expect(await keys.catchUp()).toBe(false);
    offered.push(keyset(3, [{ signer: third }]));
    expect(await keys.open(['command'], sign(third))).toBeDefined();
    expect([asked(), keys.serial]).toEqual([3, 3]);
  });

  it('end when their time is over', async () => {
    const { keys, at } = trusted(async () => history);
    await keys.catchUp();
    expect(await keys.open(['command'], sign(first))).toBeDefined();
    at(2_001);
    expect(await keys.open(['command'], sign(first))).toBeUndefined();
  });

  it('are not asked for again at once by whoever sends nonsense', async () => {
    const { keys, asked, at } = trusted(async () => []);
    for (let time = 0; time < 5; time += 1) expect(await keys.open(['command'], sign(stranger))).toBeUndefined();
    expect(asked()).toBe(1);
    at(10_000);
    await keys.open(['command'], sign(stranger));
    expect(asked()).toBe(2);
  });

  it.each<[string, () => Promise<readonly SignedKeyset[]>, string]>([
    ['a stranger signed', async () => [keyset(2, [{ signer: stranger }], stranger)], 'keysets were offered'],
    ['another text has for a known serial', async () => [keyset(1, [{ signer: stranger }])], 'keysets were offered'],
    ['the master does not give', () => Promise.reject(new Error('away')), 'could not be brought up to date'],
  ])('stay as they are for a keyset that %s', async (_what, offers, said) => {
    const { keys, told, kept } = trusted(offers);
    expect(await keys.open(['command'], sign(stranger))).toBeUndefined();
    expect(await keys.open(['command'], sign(first))).toBeDefined();
    expect([kept, keys.serial, told.join()]).toEqual([[], 1, expect.stringContaining(said)]);
  });

  it('stay as they are where the new ones cannot be kept', async () => {
    const { keys } = trusted(async () => history);
    Object.assign(keys, {
      options: { ...(keys as never as { options: object }).options, keep: () => Promise.reject(new Error('ENOSPC')) },
    });
    expect(await keys.open(['command'], sign(second))).toBeUndefined();
    expect(keys.serial).toBe(1);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Keyset, SignedKeyset } from '@fleet/protocol';
import { followKeysets, goodKeys, pinRoot, readKeyset, signKeyset, type TrustAnchor } from './keyset.js';
import { createKeys, signer, type Signer } from './nkeys.js';
import { contexts, signText } from './signed.js';

const key = (): Signer => signer(createKeys('user').seed);
const [rootA, rootB, rootC, first, second, stranger] = Array.from({ length: 6 }, key) as [
  Signer,
  Signer,
  Signer,
  Signer,
  Signer,
  Signer,
];

function keyset(
  serial: number,
  root: Signer,
  keys: readonly Signer[],
  signers: readonly Signer[] = [root],
): SignedKeyset {
  const body: Keyset = {
    kind: 'keyset',
    v: 1,
    serial,
    issued: 1_700_000_000_000 + serial,
    root: root.rawPublicKey,
    keys: keys.map(({ rawPublicKey }) => ({ key: rawPublicKey })),
  };
  return signKeyset(body, signers);
}

/** first by A · second by A · root changes to B · root changes to C */
const history = [
  keyset(1, rootA, [first]),
  keyset(2, rootA, [first, second]),
  keyset(3, rootB, [second], [rootA, rootB]),
  keyset(4, rootC, [second], [rootB, rootC]),
];

function walk(from: TrustAnchor, steps: readonly SignedKeyset[]): TrustAnchor {
  const followed = followKeysets(from, steps);
  if (!followed.ok) throw new Error(followed.reason);
  return followed.anchor;
}

const pinned = pinRoot(rootA.rawPublicKey);

describe('following keysets', () => {
  it('leads from the first root to the newest keys over two changes of the root', () => {
    const anchor = walk(pinned, history);
    expect([anchor.serial, anchor.root, goodKeys(anchor, 0)]).toEqual([4, rootC.rawPublicKey, [second.rawPublicKey]]);
  });

  it('gives the same whatever the order and whatever was known before', () => {
    const whole = walk(pinned, history);
    expect(walk(pinned, [...history].reverse())).toEqual(whole);
    for (const known of [1, 2, 3]) expect(walk(walk(pinned, history.slice(0, known)), history)).toEqual(whole);
  });

  it('begins at the root that a token pins, also where it is not the first', () => {
    expect(walk(pinRoot(rootB.rawPublicKey), history).serial).toBe(4);
    expect(walk(pinRoot(rootC.rawPublicKey), history).serial).toBe(4);
    expect(followKeysets(pinRoot(stranger.rawPublicKey), history)).toEqual({ ok: false, reason: 'unsigned' });
  });

  it('may leave out keysets of the same root, and none that changes it', () => {
    expect(walk(walk(pinned, history.slice(0, 1)), [history[2]!]).serial).toBe(3);
    expect(followKeysets(walk(pinned, history.slice(0, 2)), [history[3]!])).toEqual({ ok: false, reason: 'unsigned' });
  });

  const known = walk(pinned, history.slice(0, 2));
  it.each<[string, unknown, string]>([
    ['nothing', [], 'stale'],
    ['what is known', history.slice(0, 2), 'stale'],
    ['an older one (a downgrade)', [history[0]], 'stale'],
    ['another text for a serial that is known', [keyset(2, rootA, [stranger])], 'forked'],
    ['a keyset of a stranger', [keyset(3, stranger, [stranger])], 'unsigned'],
    ['the root named, signed by a stranger', [keyset(3, rootA, [stranger], [stranger])], 'unsigned'],
    ['a new root that the old one did not sign', [keyset(3, rootB, [second], [rootB])], 'unsigned'],
    ['a new root that did not sign itself', [keyset(3, rootB, [second], [rootA])], 'unsigned'],
    ['a good step and a bad one after it', [history[2], keyset(4, stranger, [stranger])], 'unsigned'],
    [
      'the text of one with the signatures of another',
      [{ ...history[2], text: keyset(3, rootA, [stranger]).text }],
      'unsigned',
    ],
    ['no list', { 0: history[2] }, 'malformed'],
    ['no keyset', [{ v: 1, text: '{}', signatures: [] }], 'malformed'],
    ['a text that is no JSON', [{ v: 1, text: '{', signatures: [] }], 'malformed'],
    ['null', [null], 'malformed'],
    ['too many', Array.from({ length: 5000 }, () => history[0]), 'malformed'],
    ['a serial that is no number', [signed({ serial: '3' })], 'malformed'],
    ['a serial beyond counting', [signed({ serial: 2 ** 60 })], 'malformed'],
    ['a key that is none', [signed({ keys: [{ key: 'x' }] })], 'malformed'],
    ['keys that are no list', [signed({ keys: {} })], 'malformed'],
  ])('refuses %s', (_what, offered, reason) => {
    expect(followKeysets(known, offered)).toEqual({ ok: false, reason });
  });

  it('takes no signature that was made for another purpose', () => {
    const text = keyset(3, rootA, [stranger]).text;
    const { kid, signature } = signText(rootA, contexts.command, text);
    expect(followKeysets(known, [{ v: 1, text, signatures: [{ kid, signature }] }])).toEqual({
      ok: false,
      reason: 'unsigned',
    });
  });

  it('knows a replaced key until its time', () => {
    const anchor = { keys: [{ key: 'new' }, { key: 'old', until: 1000 }] };
    expect([goodKeys(anchor, 1000), goodKeys(anchor, 1001)]).toEqual([['new', 'old'], ['new']]);
  });
});

function signed(change: Record<string, unknown>): SignedKeyset {
  return signKeyset({ ...readKeyset(keyset(3, rootA, [second])), ...change } as Keyset, [rootA]);
}

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, decodeJwt, followKeysets, goodKeys, pinRoot, signer, type TrustAnchor } from '@fleet/identity';
import { connectControl } from './control.js';
import type { ControlLink, Trust } from './trust-definition.js';
import { rotateKeys, rotations, upgradeKeys, type Rotation } from './rotation.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { files } from './trust-files.js';
import { createTrust, openTrust } from './trust.js';
import { until } from './until.js';

const hour = 3_600_000;
let folder: string;
let fresh = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-rotation-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function newTrust(): Promise<Trust> {
  fresh += 1;
  return createTrust(join(folder, `keys-${fresh}`));
}

/** What somebody who pinned `root` believes by what the folder offers now. */
function believed(root: string, trust: Trust): string[] {
  const followed = followKeysets(pinRoot(root), trust.keysets);
  if (!followed.ok) throw new Error(followed.reason);
  return goodKeys(followed.anchor, Date.now());
}

describe('replacing the key that signs commands', () => {
  it('leads those who pinned the root to the new one, and keeps the old one for a while', async () => {
    const trust = await newTrust();
    const { root, commandSigner: old } = trust;
    await rotateKeys(trust.folder, 'signing', { overlap: hour });
    expect(trust.commandSigner).toBe(old);
    await trust.reload();
    expect(trust.commandSigner.rawPublicKey).not.toBe(old.rawPublicKey);
    expect(believed(root, trust)).toEqual([trust.commandSigner.rawPublicKey, old.rawPublicKey]);
    expect(trust.keyset.serial).toBe(trust.keyset.issued);
  });

  it('lets go of the old one at once where it has to', async () => {
    const trust = await newTrust();
    await rotateKeys(trust.folder, 'signing', { overlap: 0 });
    await trust.reload();
    expect(believed(trust.root, trust)).toEqual([trust.commandSigner.rawPublicKey]);
  });

  it('does not give an old key more time because it is done again', async () => {
    const trust = await newTrust();
    const first = trust.commandSigner.rawPublicKey;
    await rotateKeys(trust.folder, 'signing', { overlap: 1 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await rotateKeys(trust.folder, 'signing', { overlap: hour });
    await trust.reload();
    expect(believed(trust.root, trust)).not.toContain(first);
  });
});

describe('replacing the root', () => {
  it('leads those who pinned the old one and those who pin the new one to the same key', async () => {
    const trust = await newTrust();
    const before = trust.root;
    for (const what of ['root', 'signing', 'root'] as const) await rotateKeys(trust.folder, what, { overlap: 0 });
    await trust.reload();
    expect(trust.root).not.toBe(before);
    expect(believed(before, trust)).toEqual([trust.commandSigner.rawPublicKey]);
    expect(believed(trust.root, trust)).toEqual([trust.commandSigner.rawPublicKey]);
    expect(trust.mintJoinToken({ servers: ['nats://a'], expires: Date.now() + hour }).token.root).toBe(trust.root);
  });

  it('takes the seed from a safe place, and no other seed', async () => {
    const trust = await newTrust();
    const safe = join(folder, 'safe.seed');
    await rename(join(trust.folder, files.rootSeed), safe);
    await expect(rotateKeys(trust.folder, 'signing', { overlap: 0 })).rejects.toMatchObject({
      reason: expect.stringContaining('--root-seed'),
    });
    await writeFile(join(folder, 'other.seed'), createKeys('user').seed);
    const other = { overlap: 0, rootSeed: join(folder, 'other.seed') };
    await expect(rotateKeys(trust.folder, 'root', other)).rejects.toMatchObject({
      reason: expect.stringContaining('not the seed of the present root'),
    });
    await rotateKeys(trust.folder, 'root', { overlap: 0, rootSeed: safe });
    const before = trust.root;
    await trust.reload();
    expect(believed(before, trust)).toEqual([trust.commandSigner.rawPublicKey]);
  });
});

describe('replacing the operator of the server', () => {
  it('counts from the next start on, with the same accounts', async () => {
    const trust = await newTrust();
    const issuer = (of: Trust): string => decodeJwt(of.accountJwt('FLEET')).iss;
    const before = issuer(trust);
    await rotateKeys(trust.folder, 'operator', { overlap: 0 });
    await trust.reload();
    expect(issuer(trust)).toBe(before);
    const started = await openTrust(trust.folder);
    expect(issuer(started)).not.toBe(before);
    expect(decodeJwt(started.operatorJwt).nats).toMatchObject({
      signing_keys: [issuer(started)],
      system_account: trust.accounts.SYS,
    });
    expect(started.accounts).toEqual(trust.accounts);
  });
});

describe('keys of a backup', () => {
  /** As somebody who followed the folder up to now believes it. */
  function anchorOf(trust: Trust): TrustAnchor {
    const followed = followKeysets(pinRoot(trust.root), trust.keysets);
    if (!followed.ok) throw new Error(followed.reason);
    return followed.anchor;
  }

  it('that were replaced after it lead on those who followed the lost ones, as soon as they are replaced again', async () => {
    const trust = await newTrust();
    const backup = `${trust.folder}-backup`;
    await cp(trust.folder, backup, { recursive: true });
    // More often than afterwards: a count of rotations would fall behind.
    for (let times = 0; times < 3; times += 1) await rotateKeys(trust.folder, 'signing', { overlap: 0 });
    await trust.reload();
    const known = anchorOf(trust);
    await rotateKeys(backup, 'signing', { overlap: 0 });
    const restored = await openTrust(backup);
    const followed = followKeysets(known, restored.keysets);
    expect(followed).toMatchObject({ ok: true });
    expect(followed.ok && goodKeys(followed.anchor, Date.now())).toEqual([restored.commandSigner.rawPublicKey]);
    expect(followKeysets(anchorOf(restored), trust.keysets)).toEqual({ ok: false, reason: 'stale' });
  });

  it('get later serials also where the clock is behind', async () => {
    const trust = await newTrust();
    const clock = jest.spyOn(Date, 'now');
    try {
      const ahead = Date.now() + 1_000 * hour;
      clock.mockReturnValue(ahead);
      await rotateKeys(trust.folder, 'signing', { overlap: hour });
      clock.mockReturnValue(5);
      await rotateKeys(trust.folder, 'signing', { overlap: 0 });
      await trust.reload();
      expect(trust.keyset).toMatchObject({ serial: ahead + 1, issued: 5 });
    } finally {
      clock.mockRestore();
    }
  });
});

describe('files that are replaced together', () => {
  it.each(rotations)('of %s all count, or none, wherever it was killed', async (what: Rotation) => {
    const trust = await newTrust();
    const before = `${trust.folder}-before`;
    await cp(trust.folder, before, { recursive: true });
    await rotateKeys(trust.folder, what, { overlap: hour });
    const [old, replaced] = [await contentOf(before), await contentOf(trust.folder)];
    const changed = [...replaced.keys()].filter((name) => replaced.get(name) !== old.get(name));
    expect(changed.length).toBeGreaterThan(1);
    for (let moved = 0; moved <= changed.length; moved += 1) {
      const killed = `${trust.folder}-killed-${moved}`;
      await cp(before, killed, { recursive: true });
      for (const [index, name] of changed.entries()) {
        const place = index < moved ? join(killed, name) : join(killed, 'staged', name);
        await mkdir(join(place, '..'), { recursive: true });
        await writeFile(place, replaced.get(name) as string);
      }
      await openTrust(killed);
      expect(await contentOf(killed)).toEqual(replaced);
    }
    const half = `${trust.folder}-half`;
    await cp(before, half, { recursive: true });
    await mkdir(join(half, 'staged.new'));
    await writeFile(join(half, 'staged.new', files.commandSeed), 'SU');
    expect((await openTrust(half)).commandSigner.publicKey).toBe((await openTrust(before)).commandSigner.publicKey);
  });

  it('are readable by their owner alone', async () => {
    const trust = await newTrust();
    for (const what of rotations) await rotateKeys(trust.folder, what, { overlap: hour });
    for (const name of (await contentOf(trust.folder)).keys())
      expect([name, (await stat(join(trust.folder, name))).mode & 0o077]).toEqual([name, 0]);
  });
});

describe('keys of before there were roots', () => {
  it('make what minions have pinned the root, once', async () => {
    const trust = await newTrust();
    const pinned = (await readFile(join(trust.folder, files.commandSeed), 'utf8')).trim();
    for (const name of [files.keysets, files.rootSeed]) await rm(join(trust.folder, name));
    for (const account of ['FLEET', 'ENROL', 'SYS'] as const) {
      await rm(join(trust.folder, files.accountKey(account)));
      await writeFile(join(trust.folder, `accounts/${account}/account.seed`), createKeys('account').seed);
    }
    await expect(openTrust(trust.folder)).rejects.toMatchObject({
      reason: expect.stringContaining('fleet-master init'),
    });
    expect(await upgradeKeys(trust.folder)).toBe(true);
    expect(await upgradeKeys(trust.folder)).toBe(false);
    const upgraded = await openTrust(trust.folder);
    expect(upgraded.root).toBe(signer(pinned).rawPublicKey);
    expect(believed(upgraded.root, upgraded)).toEqual([upgraded.commandSigner.rawPublicKey]);
  });
});

describe('replacing the keys of roles while users are connected', () => {
  let scratch: ScratchBus;
  let control: ControlLink;
  beforeAll(async () => {
    scratch = await startScratchBus();
    control = await connectControl({ trust: scratch.trust, servers: [scratch.url] });
  });
  afterAll(async () => {
    await control.close();
    await scratch.stop();
  });

  it('lets everybody stay and come back, until their time is over; who renewed does not notice', async () => {
    const { trust, url } = scratch;
    const [before, renews] = [scratch.newUser('minion'), scratch.newUser('minion')];
    const [oldJwt, firstJwt] = [before.jwt(), renews.jwt()];
    const old = await scratch.join('minion', { signer: before.signer, jwt: () => oldJwt });
    let jwt = firstJwt;
    const renewed = await scratch.join('minion', { signer: renews.signer, jwt: () => jwt });

    await rotateKeys(trust.folder, 'accounts', { overlap: hour });
    await trust.reload();
    await control.pushAccounts();
    await until(() => old.connected && renewed.connected);
    jwt = renews.jwt();
    await renewed.reconnect();
    await until(() => renewed.connected);
    await old.reconnect();
    await until(() => old.connected);

    for (const account of ['FLEET', 'ENROL', 'SYS'] as const) {
      const file = join(trust.folder, files.formerRoles(account));
      const former = JSON.parse(await readFile(file, 'utf8')) as { until: number }[];
      await writeFile(file, JSON.stringify(former.map((row) => ({ ...row, until: Date.now() - 1 }))));
    }
    await trust.reload();
    expect(trust.roles.every(({ until: time = 0 }) => time < Date.now())).toBe(true);
    await control.pushAccounts();
    expect(await old.closed).toMatchObject({ code: 'not-allowed' });
    await until(() => renewed.connected);
    await expect(
      scratch.join('minion', { servers: [url], signer: before.signer, jwt: () => oldJwt }),
    ).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await renewed.flush();
  });
});

async function contentOf(of: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(of, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      found.set(path.slice(of.length + 1), await readFile(path, 'utf8'));
    }
  return found;
}

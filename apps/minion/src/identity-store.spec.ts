import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IdentityStore, IdentityUnusable } from './identity-store.js';

let parent: string;
let directory: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'minion-identity-'));
  directory = join(parent, 'identity');
});
afterEach(() => rm(parent, { recursive: true }));

const granted = { jwt: 'jwt', servers: ['nats://127.0.0.1:4222'] };

describe('the identity of a minion', () => {
  it('is made once, for nobody else to read', async () => {
    const first = await new IdentityStore(directory).identity();
    const second = await new IdentityStore(directory).identity();
    expect(second.signer.publicKey).toBe(first.signer.publicKey);
    expect(second.fingerprint).toMatch(/^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(directory)) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
  });

  it('is not replaced when its file is damaged', async () => {
    const store = new IdentityStore(directory);
    await store.identity();
    await writeFile(join(directory, 'keys.json'), '{"seed":"SU');
    await expect(store.identity()).rejects.toBeInstanceOf(IdentityUnusable);
    await writeFile(join(directory, 'keys.json'), '{"seed":"SUAAA"}');
    await expect(store.identity()).rejects.toBeInstanceOf(IdentityUnusable);
  });

  it('keeps whom to believe, and takes the key that was pinned before there were roots for the root', async () => {
    const store = new IdentityStore(directory);
    expect(await store.anchor()).toBeUndefined();
    await store.identity();
    await writeFile(join(directory, 'admission.json'), JSON.stringify({ ...granted, masterKey: 'pinned' }));
    expect(await store.anchor()).toMatchObject({ root: 'pinned', serial: 0 });
    const anchor = { root: 'new', serial: 4, text: 'text', keys: [{ key: 'k' }] };
    await store.keepAnchor(anchor);
    expect(await store.anchor()).toEqual(anchor);
  });

  it('forgets the token once admitted, and the admission once there is a new token', async () => {
    const store = new IdentityStore(directory);
    expect(await store.joinToken()).toBeUndefined();
    expect(await store.keepJoinToken('token')).toBe(false);
    await store.keepAdmission({ ...granted });
    expect(await store.joinToken()).toBeUndefined();
    expect(await store.admission()).toEqual(granted);
    expect(await store.keepJoinToken('another')).toBe(true);
    expect(await store.admission()).toBeUndefined();
    await store.keepRenewed({ ...granted, jwt: 'renewed' });
    expect([await store.admission(), await store.joinToken()]).toEqual([undefined, 'another']);
    await store.keepAdmission({ ...granted });
    await store.keepRenewed({ ...granted, jwt: 'renewed', received: 7 });
    expect(await store.admission()).toEqual({ ...granted, jwt: 'renewed', received: 7 });
  });
});

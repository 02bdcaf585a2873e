import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectBus, openTrust } from '@fleet/bus';
import type { RoleSettings } from '@fleet/config';
import { decodeJoinToken, decodeJwt, signer } from '@fleet/identity';
import { JobStore } from '@fleet/jobs';
import type { JoinTokenRow, JoinTokenWish, KeyRow } from '@fleet/protocol';
import { FakeMinion } from '../../test-support/fake-minion.js';
import { ScratchMaster } from '../../test-support/scratch-master.js';

let fleet: ScratchMaster;

beforeAll(async () => {
  const tokens: RoleSettings = { functions: [], may: ['tokens'], readOnly: false, minions: '*' };
  fleet = await ScratchMaster.start({
    autosign: [{ ids: 'auto-*', token: 'rack4' }],
    roles: new Map([['installer', tokens]]),
  });
});
afterAll(() => fleet?.stop());

const tokenFor = async (wish: JoinTokenWish): Promise<string> => (await fleet.must('token_create', wish)).token;
const tokenNamed = async (name: string): Promise<JoinTokenRow | undefined> =>
  (await fleet.must('token_list', {})).tokens.find((row) => row.name === name);
const keysOf = async (minion: string): Promise<readonly KeyRow[]> =>
  (await fleet.must('key_list', {})).keys.filter((row) => row.minion === minion);
const audit = (): string[] => {
  const store = JobStore.open(fleet.places.master.database);
  try {
    return store.audit
      .list(50)
      .map(({ who, action, target, args, outcome }) => [who, action, target, args, outcome].join(' '));
  } finally {
    store.close();
  }
};

/** As long as the server takes the JWT of the token. */
async function connects(token: string): Promise<boolean> {
  const { servers, seed, jwt } = decodeJoinToken(token);
  const bus = await connectBus({ servers, name: 'again', signer: signer(seed), jwt: () => jwt }).catch(() => undefined);
  await bus?.close();
  return bus !== undefined;
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    if (await happened()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('it did not happen');
}

describe('a join token', () => {
  it('for some ids is refused to others, who use nothing up, and are written down', async () => {
    const token = await tokenFor({ ids: 'miner-*', name: 'miners' });
    const other = new FakeMinion('web-1');
    await expect(other.enrol(token)).rejects.toThrow('for ids like miner-*, not for web-1');
    expect(await keysOf('web-1')).toEqual([]);
    expect(audit()[0]).toBe(`join token miners enrol web-1 ${other.keys.publicKey}  not-allowed`);
    expect(await new FakeMinion('miner-1').enrol(token)).toMatchObject({ state: 'pending' });
    expect(await tokenNamed('miners')).toMatchObject({
      state: 'used-up',
      used: [{ minion: 'miner-1', state: 'pending' }],
    });
    expect(JSON.stringify(await fleet.must('token_list', {}))).not.toContain(decodeJoinToken(token).seed);
  });

  it('cannot fill the audit with what it is refused', async () => {
    const token = await tokenFor({ ids: 'none-*', name: 'flood' });
    for (let turn = 0; turn < 30; turn += 1)
      await expect(new FakeMinion(`flood-${turn}`).enrol(token)).rejects.toThrow('not for flood');
    expect(audit().filter((row) => row.includes('join token flood'))).toHaveLength(20);
  });

  it('that accepts lets in at once, in the name of its maker, and never in the place of another', async () => {
    const token = await tokenFor({ accept: true, name: 'open', uses: 3 });
    const first = new FakeMinion('open-1');
    expect(await first.enrol(token)).toMatchObject({ state: 'accepted' });
    const { operator } = (await tokenNamed('open')) as JoinTokenRow;
    expect(audit()[0]).toContain(`${operator} `);
    expect(audit()[0]).toContain(`key_accept open-1 ${first.keys.publicKey} by join token open done`);
    expect(await new FakeMinion('open-1').enrol(token)).toMatchObject({ state: 'pending' });
  });

  it('decides with the id whether a rule lets its minion in', async () => {
    expect(await new FakeMinion('auto-1').enrol(await tokenFor({}))).toMatchObject({ state: 'pending' });
    expect(await new FakeMinion('auto-2').enrol(await tokenFor({ name: 'rack5' }))).toMatchObject({ state: 'pending' });
    expect(await new FakeMinion('auto-3').enrol(await tokenFor({ name: 'rack4' }))).toMatchObject({
      state: 'accepted',
    });
    expect(await new FakeMinion('other').enrol(await tokenFor({ name: 'rack4' }))).toMatchObject({ state: 'pending' });
  });

  it('of a name that a rule trusts is made by those alone who may accept keys', async () => {
    const installer = await fleet.newOperator(['installer']);
    const named = (name: string) => fleet.ask('token_create', { name }, installer);
    expect(await named('rack5')).toMatchObject({ ok: true });
    expect(await named('rack4')).toMatchObject({
      fault: { code: 'not-allowed', message: expect.stringContaining('a rule of autosign') },
    });
    const { rows } = await fleet.must('audit_list', { limit: 2 });
    expect(rows.filter(({ outcome }) => outcome === 'not-allowed')).toMatchObject([
      { action: 'token_create', note: expect.stringContaining('called rack4') },
    ]);
    await installer.close();
  });

  it('does not bring back a key that was deleted, neither while it is good nor when it was revoked', async () => {
    const token = await tokenFor({ accept: true, name: 'wide', uses: 9 });
    const [gone, waiting] = [new FakeMinion('wide-1'), new FakeMinion('wide-1')];
    expect(await gone.enrol(token)).toMatchObject({ state: 'accepted' });
    // Its place is taken, so that it waits, and the bus goes on taking the token.
    expect(await waiting.enrol(token)).toMatchObject({ state: 'pending' });
    await fleet.must('key_delete', { minions: [gone.keys.publicKey] });
    for (let turn = 0; turn < 2; turn += 1) expect(await gone.enrol(token)).toMatchObject({ state: 'pending' });
    await fleet.must('key_delete', { minions: [gone.keys.publicKey] });
    await fleet.must('token_revoke', { tokens: ['wide'] });
    await expect(gone.enrol(token)).rejects.toThrow('the join token was revoked');
    expect(await waiting.enrol(token)).toMatchObject({ state: 'pending' });
  });

  it('is not used up by a key that it cannot bring in', async () => {
    const token = await tokenFor({ name: 'renamed' });
    const minion = new FakeMinion('before');
    await minion.enrol(await fleet.token());
    expect(await minion.enrol(token, 'after')).toMatchObject({ state: 'rejected' });
    await fleet.must('key_delete', { minions: ['before'] });
    expect(await minion.enrol(token, 'after')).toMatchObject({ state: 'pending' });
  });

  it('that is revoked lets in nobody further, while those who wait with it are told; then the bus refuses it', async () => {
    const token = await tokenFor({ uses: 5, name: 'gone' });
    const waiting = new FakeMinion('gone-1');
    await waiting.enrol(token);
    expect(await fleet.must('token_revoke', { tokens: ['gone'] })).toMatchObject({ revoked: [{ state: 'revoked' }] });
    await expect(new FakeMinion('gone-2').enrol(token)).rejects.toThrow('the join token was revoked');
    await fleet.must('key_accept', { minions: ['gone-1'] });
    expect(await waiting.enrol(token)).toMatchObject({ state: 'accepted' });
    await waiting.connect();
    const bystander = await tokenFor({});
    await until(async () => !(await connects(token)));
    expect(await connects(bystander)).toBe(true);
    await waiting.close();
  });

  it('that nobody came with is off the bus as soon as it is revoked', async () => {
    const token = await tokenFor({});
    const { tokens } = await fleet.must('token_list', {});
    await fleet.must('token_revoke', { tokens: [(tokens.at(-1) as JoinTokenRow).id] });
    expect(await connects(token)).toBe(false);
    expect(await fleet.ask('token_revoke', { tokens: ['nothing'] })).toMatchObject({ fault: { code: 'not-found' } });
  });

  it('that is used up is taken off the bus once its minion is at work', async () => {
    const token = await tokenFor({ name: 'once' });
    const minion = new FakeMinion('once-1');
    await minion.enrol(token);
    await fleet.must('key_accept', { minions: ['once-1'] });
    await minion.enrol(token);
    expect(await connects(token)).toBe(true);
    await minion.connect();
    await until(async () => !(await connects(token)));
    expect(minion.bus.connected).toBe(true);
    await minion.close();
  });
});

describe('a machine that was installed again', () => {
  it('waits beside its accepted key, and takes its place in one step', async () => {
    const old = await fleet.minion('again');
    const next = new FakeMinion('again');
    const neighbour = await fleet.minion('neighbour');
    await next.enrol(await tokenFor({ name: 'reinstall' }));
    const [before, after] = await keysOf('again');
    expect(before).toMatchObject({ state: 'accepted', incarnation: 1, address: '127.0.0.1' });
    expect(after).toMatchObject({
      ...{ state: 'pending', token: 'reinstall', address: '127.0.0.1' },
      replaces: { key: old.keys.publicKey, incarnation: 1, up: true },
    });
    expect(await fleet.ask('key_accept', { minions: ['again'] })).toMatchObject({
      fault: { code: 'conflict', message: expect.stringContaining('--replace') },
    });
    expect(await fleet.must('key_accept', { minions: ['again'], replace: true })).toMatchObject({
      changed: [{ key: next.keys.publicKey, state: 'accepted', incarnation: 2 }],
      replaced: [{ key: old.keys.publicKey, state: 'rejected', incarnation: 1, successor: next.keys.publicKey }],
    });
    expect(await old.bus.closed).toMatchObject({ code: 'not-allowed' });
    await expect(old.connect()).rejects.toMatchObject({ code: 'not-allowed' });
    expect(audit()[0]).toContain(`key_accept again ${next.keys.publicKey} in the place of ${old.keys.publicKey} done`);
    await next.enrol(await fleet.token());
    await next.connect();
    expect(neighbour.bus.connected).toBe(true);
    // The old machine asks again: it was rejected, and its name does not bring it back.
    expect(await old.enrol(await fleet.token())).toMatchObject({ state: 'rejected' });
    expect(await fleet.must('key_accept', { minions: ['again'] })).toEqual({ changed: [] });
    await next.close();
  });

  it('is told apart from another that asks for the same id by its fingerprint', async () => {
    const [one, two] = [new FakeMinion('twins'), new FakeMinion('twins')];
    for (const twin of [one, two]) await twin.enrol(await fleet.token());
    const rows = await keysOf('twins');
    const shown = rows.find(({ key }) => key === two.keys.publicKey)?.fingerprint as string;
    expect(await fleet.ask('key_accept', { minions: ['twins'] })).toMatchObject({
      fault: { code: 'conflict', message: expect.stringContaining(shown) },
    });
    expect(await fleet.must('key_accept', { minions: [shown] })).toMatchObject({
      changed: [{ key: two.keys.publicKey }],
    });
  });

  it('does not come in under a name that is the key of another', async () => {
    const victim = new FakeMinion('victim');
    await victim.enrol(await fleet.token());
    const [{ fingerprint, key }] = (await keysOf('victim')) as [KeyRow];
    for (const id of [fingerprint, key]) await new FakeMinion(id).enrol(await fleet.token());
    expect(await fleet.must('key_accept', { minions: [fingerprint] })).toMatchObject({
      changed: [{ minion: 'victim' }],
    });
    await fleet.must('key_reject', { minions: [key] });
    expect(((await keysOf('victim')) as [KeyRow])[0].state).toBe('rejected');
    expect(((await keysOf(fingerprint)) as [KeyRow])[0].state).toBe('pending');
  });

  it('is rejected under no name but its own: what takes the place of another is called an acceptance', async () => {
    const old = await fleet.minion('renamed-deed');
    await new FakeMinion('renamed-deed').enrol(await fleet.token());
    for (const method of ['key_reject', 'key_delete'] as const)
      expect(await fleet.ask(method, { minions: ['renamed-deed'], replace: true })).toMatchObject({
        fault: { code: 'malformed' },
      });
    expect((await keysOf('renamed-deed')).map(({ state }) => state)).toEqual(['accepted', 'pending']);
    expect(old.bus.connected).toBe(true);
  });

  it('takes no room among the revocations of the bus where it never was let in', async () => {
    const stranger = new FakeMinion('stranger');
    await stranger.enrol(await fleet.token());
    await fleet.must('key_reject', { minions: ['stranger'] });
    await fleet.stopMaster();
    await fleet.startMaster();
    const account = decodeJwt((await openTrust(fleet.places.master.keys)).accountJwt('FLEET'));
    expect(JSON.stringify(account.nats)).not.toContain(stranger.keys.publicKey);
    expect(await stranger.enrol(await fleet.token())).toMatchObject({ state: 'rejected' });
  });

  it('is cut off for good when the master is killed between the decision and the revocation', async () => {
    const old = await fleet.minion('half');
    const next = new FakeMinion('half');
    await next.enrol(await fleet.token());
    await fleet.stopMaster();
    const store = JobStore.open(fleet.places.master.database);
    await store.write(({ keys }) => void keys.replace(next.keys.publicKey, Date.now()));
    store.close();
    await fleet.startMaster();
    expect(await old.bus.closed).toMatchObject({ code: 'not-allowed' });
    expect(await next.enrol(await fleet.token())).toMatchObject({ state: 'accepted' });
  });
});

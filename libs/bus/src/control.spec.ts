import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from '@fleet/identity';
import { subjects } from '@fleet/protocol';
import { connectControl } from './control.js';
import type { ControlLink, PresenceEvent } from './trust-definition.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import { openTrust } from './trust.js';
import { until } from './until.js';

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

describe('revoking a user', () => {
  it('cuts its connection, keeps it out, leaves others alone, and outlives a restart', async () => {
    const bystander = await scratch.join('minion');
    const user = scratch.newUser('minion');
    const jwt = user.jwt();
    const bus = await scratch.join('minion', { signer: user.signer, jwt: () => jwt });
    await control.revoke('minion', bus.key);
    expect(await bus.closed).toMatchObject({ code: 'not-allowed' });
    await expect(scratch.join('minion', { signer: user.signer, jwt: () => jwt })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(bystander.connected).toBe(true);
    await scratch.restartServer();
    await expect(scratch.join('minion', { signer: user.signer, jwt: () => jwt })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const reopened = await openTrust(scratch.trust.folder);
    expect(reopened.accountJwt('FLEET').length).toBeGreaterThan(0);
    await until(() => bystander.connected);
  });

  it('lets the same key in again with a JWT that was minted afterwards, in the same second too', async () => {
    const { signer, jwt } = scratch.newUser('minion');
    const joinOnce = (): ReturnType<ScratchBus['join']> => {
      const minted = jwt();
      return scratch.join('minion', { signer, jwt: () => minted });
    };
    for (let round = 0; round < 3; round += 1) {
      const bus = await joinOnce();
      await control.revoke('minion', bus.key);
      expect(await bus.closed).toMatchObject({ code: 'not-allowed' });
    }
    expect((await joinOnce()).connected).toBe(true);
  });

  it('is seen by a persistent bus as a refusal, which goes on with a renewed JWT', async () => {
    const user = scratch.newUser('minion');
    let jwt = user.jwt();
    let refused = false;
    const bus = await scratch.join('minion', { signer: user.signer, jwt: () => jwt, persistent: true });
    bus.onStatus((status) => {
      if (status.state === 'down' && status.refused) refused = true;
    });
    await control.revoke('minion', bus.key);
    await until(() => refused);
    jwt = user.jwt();
    await until(() => bus.connected);
  });
});

describe('taking a revocation back', () => {
  it('makes the JWT that was revoked good again, on disk too, until it is revoked once more', async () => {
    const since = Date.now();
    const user = scratch.newUser('minion');
    const jwt = user.jwt();
    const bus = await scratch.join('minion', { signer: user.signer, jwt: () => jwt, persistent: true });
    await control.revoke('minion', bus.key);
    await until(() => !bus.connected);
    await control.reinstate('FLEET', { publicKey: bus.key, since });
    await until(() => bus.connected);
    expect((await openTrust(scratch.trust.folder)).isRevoked('FLEET', bus.key, since)).toBe(false);
    await control.revoke('minion', bus.key);
    await until(() => !bus.connected);
    await expect(scratch.join('minion', { signer: user.signer, jwt: () => jwt })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('leaves JWTs void that were issued before that', async () => {
    const user = scratch.newUser('minion');
    const jwt = user.jwt();
    const key = user.signer.publicKey;
    await control.revoke('minion', key);
    const reborn = Date.now() + 2000;
    await control.reinstate('FLEET', { publicKey: key, since: reborn });
    await expect(scratch.join('minion', { signer: user.signer, jwt: () => jwt })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('presence', () => {
  it('tells who comes and goes, by the key that the server has authenticated', async () => {
    const events: PresenceEvent[] = [];
    const stop = control.watchPresence((event) => events.push(event));
    const user = scratch.newUser('minion');
    // The subscription has reached the server once an answer came back on the same connection.
    await control.connections('FLEET');
    const bus = await scratch.join('minion', user);
    await until(() => events.some((event) => event.key === bus.key));
    expect(await control.connections('FLEET')).toContainEqual(expect.objectContaining({ key: bus.key }));
    await bus.close();
    await until(() => events.filter((event) => event.key === bus.key).length === 2);
    expect(events.filter((event) => event.key === bus.key)).toMatchObject([
      { event: 'connected', account: 'FLEET' },
      { event: 'disconnected', account: 'FLEET', reason: 'Client Closed' },
    ]);
    stop();
  });
});

describe('enrolment', () => {
  it('cannot use up the connections of the whole server', () => {
    const limits = (account: 'FLEET' | 'ENROL'): unknown => decodeJwt(scratch.trust.accountJwt(account)).nats.limits;
    expect(limits('ENROL')).toMatchObject({ conn: 1000 });
    expect(limits('FLEET')).toMatchObject({ conn: -1 });
  });

  it('reaches the registrar in an account of its own, and nothing of the fleet', async () => {
    const { token } = scratch.trust.mintJoinToken({ servers: [scratch.url], expires: Date.now() + 60_000 });
    const registrar = await scratch.own('registrar');
    registrar.subscribe('enr.req.*', (message) => void message.respond({ state: 'pending', caller: message.caller }));
    await registrar.flush();
    const { signer } = await import('@fleet/identity');
    const joiner = await scratch.join('joiner', { signer: signer(token.seed), jwt: () => token.jwt });
    expect(await joiner.request(subjects.enrol(joiner.key), {})).toEqual({ state: 'pending', caller: joiner.key });
    await expect(joiner.request(subjects.beat(joiner.key), {})).rejects.toMatchObject({ code: 'not-allowed' });
    await control.revoke('joiner', joiner.key);
    expect(await joiner.closed).toMatchObject({ code: 'not-allowed' });
  });
});

describe('the address of one who asks', () => {
  it('is that of the connection that waits for the answer, and of no other', async () => {
    const user = scratch.newUser('joiner');
    const [one] = [await scratch.join('joiner', user), await scratch.join('joiner', user)];
    const registrar = await scratch.own('registrar');
    const inboxes: string[] = [];
    registrar.subscribe(subjects.enrol(one.key), (message) => {
      inboxes.push(message.reply ?? '');
      message.respond({});
    });
    await registrar.flush();
    await one.request(subjects.enrol(one.key), {});
    const [inbox] = inboxes as [string];
    expect(await control.addressOf('ENROL', { key: one.key, inbox })).toBe('127.0.0.1');
    const stranger = scratch.newUser('joiner').signer.publicKey;
    const others = [
      { key: one.key, inbox: `_INBOX.${one.key}.>` },
      { key: one.key, inbox: `_INBOX.${one.key}.nobody.0` },
      { key: one.key, inbox: `_INBOX.${one.key}. .*` },
      { key: stranger, inbox },
      { key: stranger, inbox: `_INBOX.${stranger}.*` },
    ];
    for (const asker of others) expect(await control.addressOf('ENROL', asker)).toBeUndefined();
  });
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectBus } from '@fleet/bus';
import { createEnrolRequest, createSealKeys, decodeJoinToken, signer } from '@fleet/identity';
import { subjects, type JobEvent, type Reply } from '@fleet/protocol';
import { JobStore } from '@fleet/jobs';
import { FakeMinion } from '../test-support/fake-minion.js';
import { RawClient } from '../test-support/raw-client.js';
import { request, ScratchMaster } from '../test-support/scratch-master.js';

let fleet: ScratchMaster;
let victim: FakeMinion;
let hostile: FakeMinion;
let raw: RawClient;

beforeAll(async () => {
  fleet = await ScratchMaster.start();
  fleet.write('pillar/top.sls', "base:\n  '*':\n    - common\n");
  fleet.write('pillar/common.sls', 'motto: carry on\n');
  victim = await fleet.minion('victim');
  hostile = await fleet.minion('hostile');
  raw = await rawMinion(hostile);
});
afterAll(async () => {
  raw?.close();
  await fleet?.stop();
});

function rawMinion(minion: FakeMinion): Promise<RawClient> {
  return RawClient.open(
    fleet.url,
    signer(minion.keys.seed),
    fleet.trust.mintUser({ role: 'minion', publicKey: minion.keys.publicKey, name: minion.id }),
  );
}

/** The fleet still works, and the hostile minion has not changed what its neighbour says. */
async function allIsWell(): Promise<void> {
  const events = await fleet.run('victim', 'test.ping');
  expect(events.map(({ event }) => event)).toEqual(['created', 'acknowledged', 'returned', 'ended']);
}

/** Kinds that were refused to a key, with how often. */
async function refused(minion: FakeMinion): Promise<Record<string, number>> {
  const { refusals } = await fleet.must('refusal_list', {});
  return Object.fromEntries(refusals.filter((row) => row.key === key(minion)).map(({ kind, count }) => [kind, count]));
}

const jidOf = (events: readonly JobEvent[]): string => (events[0] as { jid: string }).jid;
const key = (minion: FakeMinion): string => minion.keys.publicKey;

describe('a hostile minion on the bus', () => {
  it('hears and says nothing on subjects of others', async () => {
    const others = [
      subjects.acknowledgement(key(victim), '1'),
      subjects.return(key(victim), '1'),
      subjects.beat(key(victim)),
      subjects.minionRequest(key(victim), 'pillar'),
      subjects.commandAll(),
      subjects.commandOne(key(victim)),
      `fl.api.${key(hostile)}.key_list`,
      `_INBOX.${key(victim)}.x`,
      '$JS.API.STREAM.PURGE.RETURNS',
      '$JS.API.CONSUMER.MSG.NEXT.RETURNS.master',
    ];
    for (const subject of others) raw.publish(subject, '{}');
    const heard = [
      '>',
      'fl.>',
      'fl.cmd.n.*',
      subjects.commandOne(key(victim)),
      `_INBOX.${key(victim)}.>`,
      '_INBOX.>',
      'fl.ret.*.*',
      '$JS.>',
      '$SYS.>',
    ];
    heard.forEach((subject, index) => raw.subscribe(subject, 100 + index));
    await raw.flush();
    const violations = raw.heard.match(/-ERR 'Permissions Violation/g) ?? [];
    expect(violations).toHaveLength(others.length + heard.length);
    await allIsWell();
    await fleet.until(async () => (await refused(hostile))['subscription-violation'] === heard.length);
    expect(await refused(hostile)).toMatchObject({ 'publish-violation': others.length });
    expect(await refused(victim)).toEqual({});
    const logged = fleet.log.filter((line) => line.includes('nats-server refused a client'));
    expect(logged).toHaveLength(1);
  });

  it('gains nothing where its name is a wildcard: rights go by the key', async () => {
    const jwt = fleet.trust.mintUser({ role: 'minion', publicKey: key(hostile), name: '*' });
    const own = await RawClient.open(fleet.url, signer(hostile.keys.seed), jwt);
    own.subscribe(subjects.commandOne(key(victim)), 1);
    own.subscribe('fl.cmd.n.*', 2);
    own.publish(subjects.return(key(victim), '20260101000000000000'), '{}');
    own.subscribe(subjects.commandOne(key(hostile)), 3);
    await own.flush();
    expect(own.heard.match(/Permissions Violation for \w+ (?:to|from|for)? ?"[^"]+"/g)).toEqual([
      expect.stringContaining(`"${subjects.commandOne(key(victim))}"`),
      expect.stringContaining('"fl.cmd.n.*"'),
      expect.stringContaining(`"${subjects.return(key(victim), '20260101000000000000')}"`),
    ]);
    own.close();
  });

  it.each([
    ['without a JWT', () => ''],
    [
      'with a JWT of another key',
      () => fleet.trust.mintUser({ role: 'minion', publicKey: key(victim), name: 'victim' }),
    ],
  ])('is not let in %s', async (_what, jwt) => {
    const own = await RawClient.open(fleet.url, signer(hostile.keys.seed), jwt());
    await own.flush();
    expect(own.heard).toContain("-ERR 'Authorization Violation'");
    expect(own.closed).toBe(true);
  });

  it('ends its own connection with two megabytes, and nothing else', async () => {
    const own = await rawMinion(hostile);
    own.publish(subjects.beat(key(hostile)), Buffer.alloc(2 * 1024 * 1024, 0x20));
    await own.flush();
    expect(own.closed).toBe(true);
    await allIsWell();
  });

  const odd: [string, Uint8Array][] = [
    ['nothing', Buffer.alloc(0)],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 0x80])],
    ['half of an object', Buffer.from('{"kind":"beat"')],
    ['a deep nest', Buffer.from('['.repeat(100_000))],
    [
      'a deep nest under a field',
      Buffer.from(
        `{"kind":"beat","v":1,"state":"hello","minion":"x","version":"1","since":1,"grains":${JSON.stringify('['.repeat(200_000))}}`,
      ),
    ],
    ['a full megabyte', Buffer.from(`{"x":"${'y'.repeat(1024 * 1024 - 20)}"}`)],
    ['missing fields', Buffer.from('{}')],
    ['null', Buffer.from('null')],
    ['a list', Buffer.from('[1]')],
    [
      'prototypes',
      Buffer.from(
        '{"__proto__":{"kind":"ack"},"constructor":{"prototype":{}},"kind":"ack","v":1,"jid":"x","accepted":true}',
      ),
    ],
    [
      'numbers that are none',
      Buffer.from(
        '{"kind":"return","v":1,"jid":"20260101000000000000","minion":"x","function":"f","retcode":1e400,"success":true,"started":1e999,"duration":-1e999}',
      ),
    ],
  ];
  it.each(odd)('may send %s to every subject of its own', async (_, data) => {
    const jid = '20260101000000000000';
    for (const subject of [
      subjects.acknowledgement(key(hostile), jid),
      subjects.progress(key(hostile), jid),
      subjects.return(key(hostile), jid),
      subjects.beat(key(hostile)),
    ])
      raw.publish(subject, data);
    for (const service of ['pillar', 'blob']) {
      expect(await hostile.ask(service as 'pillar', data)).toMatchObject({
        ok: false,
        fault: { code: expect.stringMatching(/^(malformed|too-large)$/), message: expect.any(String) },
      });
    }
    await raw.flush();
    await allIsWell();
  });

  it('is told what is wrong with what it asks', async () => {
    const grains = '['.repeat(200_000);
    expect(await hostile.pillar({ grains })).toMatchObject({ ok: false, fault: { code: 'malformed' } });
    expect(await hostile.pillar({ grains: '{}', environment: '../../etc' })).toMatchObject({
      ok: false,
      fault: { code: 'malformed' },
    });
    expect(await hostile.ask('blob', { sha256: 'ab'.repeat(32), offset: 2 ** 60 })).toMatchObject({
      ok: false,
      fault: { code: expect.stringMatching(/malformed|not-found/) },
    });
    expect(await hostile.ask('manifest', { revision: 'ab'.repeat(32) })).toMatchObject({
      ok: false,
      fault: { code: 'not-found' },
    });
    expect(await hostile.ask('nonsense' as 'pillar', {})).toMatchObject({
      ok: false,
      fault: { code: 'unknown-method' },
    });
    expect(await hostile.ask('__proto__' as 'pillar', {})).toMatchObject({
      ok: false,
      fault: { code: 'unknown-method' },
    });
  });

  it('cannot have answers sent to others', async () => {
    const heard: string[] = [];
    const inbox = `_INBOX.${key(victim)}.bait`;
    victim.bus.subscribe(`${inbox}.*`, (message) => void heard.push(message.subject));
    await victim.bus.flush();
    raw.publish(subjects.minionRequest(key(hostile), 'pillar'), '{"grains":"{}"}', `${inbox}.1`);
    raw.publish(subjects.minionRequest(key(hostile), 'renew'), `{"nonce":"${'A'.repeat(22)}"}`, `${inbox}.2`);
    raw.publish(subjects.minionRequest(key(hostile), 'renew'), 'x', subjects.commandAll());
    await raw.flush();
    await hostile.renew();
    await victim.bus.flush();
    expect(heard).toEqual([]);
    expect(victim.commands.every(({ function: name }) => name === 'test.ping')).toBe(true);
  });

  it('cannot speak through the confirmations of the stream', async () => {
    const before = await refused(victim);
    for (const reply of [
      subjects.minionRequest(key(victim), 'renew'),
      subjects.return(key(victim), '20260101000000000007'),
      subjects.beat(key(victim)),
      `fl.api.${fleet.operator.key}.key_accept`,
    ]) {
      raw.publish(subjects.return(key(hostile), '20260101000000000001'), '{}', reply);
    }
    await raw.flush();
    await allIsWell();
    // Nor have others blamed for what it aims at them.
    expect(await refused(victim)).toEqual(before);
    const { refusals } = await fleet.must('refusal_list', {});
    expect(refusals.find((row) => row.key === 'unknown')).toMatchObject({ kind: 'foreign-inbox', count: 4 });
    expect((await fleet.must('minion_status', {})).minions.map(({ minion, up }) => [minion, up])).toEqual([
      ['hostile', true],
      ['victim', true],
    ]);
  });
});

describe('returns and acknowledgements', () => {
  it('of a job that the minion was not asked in are dropped, and its watchers do not hear of them', async () => {
    victim.mode = 'hold';
    const events: JobEvent[] = [];
    const watching = (async () => {
      for await (const event of fleet.watch('job_create', request('victim', 'test.sleep'))) events.push(event);
    })();
    await fleet.until(() => events.some(({ event }) => event === 'acknowledged'));
    const jid = jidOf(events);
    hostile.bus.publish(subjects.acknowledgement(key(hostile), jid), {
      kind: 'ack',
      v: 1,
      jid,
      accepted: false,
      fault: { code: 'internal', message: 'not mine' },
    });
    await hostile.giveBack({ jid, function: 'test.sleep' }, { success: false, retcode: 1, value: '"forged"' });
    await fleet.until(
      () => fleet.log.filter((line) => line.includes('a minion answers for a job that it was not asked in')).length > 0,
    );
    victim.mode = 'answer';
    await victim.release();
    await watching;
    expect(events.flatMap((event) => ('minion' in event ? [event.minion] : []))).not.toContain('hostile');
    await hostile.giveBack({ jid, function: 'test.sleep' }, { success: false, retcode: 1 });
    await allIsWell();
    expect(await fleet.must('job_show', { jid })).toMatchObject({
      expected: 1,
      returned: 1,
      failed: 0,
      minions: [{ minion: 'victim' }],
    });
  });

  it('count once: the first stands', async () => {
    const jid = jidOf(await fleet.run('hostile', 'test.ping'));
    await hostile.giveBack({ jid, function: 'test.ping' }, { success: false, retcode: 1 });
    hostile.bus.publish(subjects.acknowledgement(key(hostile), jid), { kind: 'ack', v: 1, jid, accepted: false });
    await allIsWell();
    expect(await fleet.must('job_show', { jid })).toMatchObject({ returned: 1, failed: 0 });
  });
});

describe('returns that look like words of the server', () => {
  it('do not stop the returns of others', async () => {
    const jid = '20260101000000000000';
    for (const status of ['503 No Responders', '409 Consumer Deleted', '100 Idle Heartbeat', '404 No Messages']) {
      for (let count = 0; count < 300; count += 1) raw.publishStatus(subjects.return(key(hostile), jid), status);
    }
    await raw.flush();
    await allIsWell();
    // Acknowledged, or they would come again for ever and leave no room for others.
    const master = await connectBus({ servers: [fleet.url], name: 'x', ...fleet.trust.own('master') });
    await fleet.until(
      async () =>
        ((await master.request('$JS.API.CONSUMER.INFO.RETURNS.master', {})) as { num_ack_pending: number })
          .num_ack_pending === 0,
    );
    await master.close();
  });
});

describe('a stranger with a join token', () => {
  it('cannot take the place of an accepted minion, nor be let in beside another who asks for the same id', async () => {
    const copy = new FakeMinion('victim');
    expect(await copy.enrol(await fleet.token())).toMatchObject({ state: 'pending' });
    for (const choice of [{ minions: ['victim'] }, { minions: [key(copy)] }, { allPending: true }]) {
      expect(await fleet.ask('key_accept', choice)).toMatchObject({ ok: false, fault: { code: 'conflict' } });
    }
    await fleet.must('key_reject', { minions: [key(copy)] });
    await fleet.must('key_delete', { minions: [key(copy)] });
    const [one, two] = [new FakeMinion('twin'), new FakeMinion('twin')];
    for (const twin of [one, two]) await twin.enrol(await fleet.token());
    expect(await fleet.ask('key_accept', { allPending: true })).toMatchObject({
      ok: false,
      fault: { code: 'conflict' },
    });
    expect(
      (await fleet.must('key_list', {})).keys.filter(({ minion }) => minion === 'twin').map(({ state }) => state),
    ).toEqual(['pending', 'pending']);
    expect(await fleet.must('key_accept', { minions: [key(two)] })).toMatchObject({ changed: [{ key: key(two) }] });
    await fleet.must('key_delete', { minions: ['twin'] });
    await allIsWell();
  });

  it('who was rejected is not let in by a pattern', async () => {
    const bad = new FakeMinion('bad-1');
    const good = new FakeMinion('bad-2');
    for (const minion of [bad, good]) await minion.enrol(await fleet.token());
    await fleet.must('key_reject', { minions: ['bad-1'] });
    expect(await fleet.must('key_accept', { minions: ['bad-*'] })).toMatchObject({ changed: [{ minion: 'bad-2' }] });
    expect(await bad.enrol(await fleet.token())).toMatchObject({ state: 'rejected' });
    expect(await fleet.must('key_accept', { minions: ['bad-1'] })).toMatchObject({ changed: [{ minion: 'bad-1' }] });
    await fleet.must('key_delete', { minions: ['bad-*'] });
  });

  it('is told what is wrong with its request', async () => {
    const { token } = await fleet.must('token_create', { uses: 1 });
    for (const id of ['', '../x', 'a b', 'a\u0000b', '*', '.x', 'x'.repeat(254), 'é'])
      await expect(new FakeMinion('x').enrol(token, id)).rejects.toThrow('the minion id is not valid');
    const weak = Object.assign(new FakeMinion('weak'), {
      sealKeys: { ...createSealKeys(), publicKey: Buffer.alloc(32).toString('base64url') },
    });
    await expect(weak.enrol(token)).rejects.toThrow('the seal key is not valid');
    expect((await fleet.must('key_list', {})).keys.map(({ minion }) => minion)).toEqual(['hostile', 'victim']);
  });
});

describe('a stranger where ids are signed by themselves', () => {
  it('gets no other id let in with one that is', async () => {
    const open = await ScratchMaster.start({ autosign: [{ ids: 'auto-*' }] });
    try {
      const token = decodeJoinToken(await open.token());
      const bus = await connectBus({
        servers: token.servers,
        name: 'x',
        signer: signer(token.seed),
        jwt: () => token.jwt,
      });
      const { keys, sealKeys } = new FakeMinion('x');
      const ask = (id: string): Promise<unknown> =>
        bus.request(subjects.enrol(bus.key), createEnrolRequest(signer(keys.seed), id, sealKeys.publicKey));
      const answers = await Promise.all([ask('db-prod'), ask('auto-1')]);
      expect(answers).toMatchObject([{ result: { state: 'pending' } }, { result: { state: 'rejected' } }]);
      expect((await open.must('key_list', {})).keys).toMatchObject([{ minion: 'db-prod', state: 'pending' }]);
      await bus.close();
      expect(await new FakeMinion('auto-2').enrol(await open.token())).toMatchObject({ state: 'accepted' });
    } finally {
      await open.stop();
    }
  });
});

describe('what a minion gives the master to know', () => {
  it('does not make it somebody else', async () => {
    hostile.grains = '{"id":"victim","os":"Forged"}';
    hostile.beat('alive');
    await fleet.until(
      async () =>
        (await fleet.run('*', 'test.ping', { target: { type: 'grain', expression: 'os:Forged' } }).catch(() => []))
          .length > 0,
    );
    const byId = await fleet.run('*', 'test.ping', { target: { type: 'grain', expression: 'id:victim' } });
    expect(byId[0]).toMatchObject({ event: 'created', minions: ['victim'] });
    fleet.write('pillar/top.sls', "base:\n  '*':\n    - common\n  'id:victim':\n    - match: grain\n    - mine\n");
    fleet.write('pillar/mine.sls', 'only: for-the-victim\n');
    const answer = await hostile.pillar({ grains: hostile.grains });
    expect(answer.ok && hostile.openPillar(answer.result.sealed)).toBe('{"motto":"carry on"}');
    const own = await victim.pillar({ grains: '{}' });
    expect(own.ok && victim.openPillar(own.result.sealed)).toContain('for-the-victim');
  });

  it('does not blind its log and its records', async () => {
    const override = JSON.stringify({ password: ['test.ping', 'victim', 'done', 'job_create'] });
    expect(await hostile.pillar({ grains: '{}', override })).toMatchObject({ ok: true });
    const jid = jidOf(await fleet.run('victim', 'test.echo', { args: '["to victim"]' }));
    expect(await fleet.must('job_show', { jid })).toMatchObject({ args: '["to victim"]' });
  });
});

describe('an operator', () => {
  it('is told that a command is too large, before anything is begun', async () => {
    const before = (await fleet.must('job_list', {})).jobs.length;
    // Sealed, and a third longer by that, it does not fit any more.
    const half = 'x'.repeat(400_000);
    const large = { args: JSON.stringify([half]), kwargs: JSON.stringify({ half }) };
    expect(await fleet.ask('job_create', request('*', 'cmd.run', large))).toMatchObject({
      ok: false,
      fault: { code: 'too-large' },
    });
    expect((await fleet.must('job_list', {})).jobs).toHaveLength(before);
    await allIsWell();
  });

  it('leaves no secret of a call in the records, however it is written', async () => {
    await fleet.run('victim', 'test.arg', {
      args: '["PASSWORD=\\"quoted-secret\\""]',
      kwargs: '{"api_key":["listed-secret"],"token":{"a":"nested-secret"}}',
    });
    const store = JobStore.open(fleet.places.master.database);
    const rows = JSON.stringify([store.audit.list(3), store.jobs.list(1)]);
    store.close();
    expect(rows).toContain('test.arg');
    expect(rows).not.toMatch(/quoted-secret|listed-secret|nested-secret/);
  });
});

describe('the arguments of a command', () => {
  it('are not told to minions that are not meant, however many are', async () => {
    const more = await Promise.all(['more-1', 'more-2', 'more-3', 'more-4'].map((id) => fleet.minion(id)));
    const own = more.map((minion) => subjects.commandOne(key(minion)));
    const last = (): unknown[] => more.map((minion) => minion.subjects.at(-1));
    await fleet.run('more-*', 'test.ping');
    expect(new Set(last())).toEqual(new Set([subjects.commandAll()]));
    for (const given of [{ args: '["for-these-only"]' }, { kwargs: '{"password":"for-these-only"}' }]) {
      await fleet.run('more-*', 'test.arg', given);
      expect(last()).toEqual(own);
      await fleet.run('more-*', 'test.ping');
    }
    await fleet.must('key_delete', { minions: ['more-*'] });
    expect(await Promise.all(more.map((minion) => minion.bus.closed))).toHaveLength(4);
    expect((await fleet.must('key_list', {})).keys.map(({ minion }) => minion)).toEqual(['hostile', 'victim']);
  });
});

describe('keys that are withdrawn', () => {
  it('are all cut off, also those that a master left undone when it was killed', async () => {
    const left = await fleet.minion('left');
    await fleet.stopMaster();
    const store = JobStore.open(fleet.places.master.database);
    await store.write(({ keys }) => keys.decide(key(left), 'rejected', Date.now()));
    store.close();
    await fleet.startMaster();
    expect(await left.bus.closed).toMatchObject({ code: 'not-allowed' });
    await fleet.must('key_delete', { minions: ['left'] });
    await allIsWell();
  });
});

describe('floods', () => {
  it('of requests by one do not keep others waiting, and the flooder is told', async () => {
    const subject = subjects.minionRequest(key(hostile), 'pillar');
    const flood = Array.from({ length: 3000 }, async () => {
      const ask = { grains: '{}', nonce: randomBytes(16).toString('base64url') };
      const reply = (await hostile.bus.request(subject, ask, { timeout: 60_000 })) as Reply<unknown>;
      return reply.ok ? 'ok' : reply.fault.code;
    });
    expect(await victim.pillar({ grains: '{}' })).toMatchObject({ ok: true });
    const answers = new Set(await Promise.all(flood));
    expect(answers).toContain('busy');
    expect(answers).toContain('ok');
  });

  it('of garbage do not fill the log', async () => {
    const before = fleet.log.length;
    for (let count = 0; count < 3000; count += 1) {
      raw.publish(subjects.beat(key(hostile)), 'garbage');
      raw.publish(subjects.beat(key(hostile)), '{}');
      raw.publish(subjects.return(key(hostile), '20260101000000000000'), '{}');
    }
    await raw.flush();
    await allIsWell();
    expect(fleet.log.length - before).toBeLessThan(300);
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTrust } from '@fleet/bus';
import { subjects, type Jid, type JobEvent } from '@fleet/protocol';
import type { FakeMinion } from '../test-support/fake-minion.js';
import { FakeMinion as Minion } from '../test-support/fake-minion.js';
import { request, ScratchMaster } from '../test-support/scratch-master.js';

let fleet: ScratchMaster;
let web1: FakeMinion;
let web2: FakeMinion;

beforeAll(async () => {
  fleet = await ScratchMaster.start();
  fleet.write('pillar/top.sls', "base:\n  '*':\n    - common\n  web1:\n    - mine\n");
  fleet.write(
    'pillar/common.sls',
    'cortensord_nodes:\n  n1: {NODE_PRIVATE_KEY: one-private-thing}\n  n2: {NODE_PRIVATE_KEY: two-private-thing}\ncortensord_assigned_nodes: [n2]\n',
  );
  fleet.write('pillar/mine.sls', 'cortensord_assigned_nodes: [n1]\nos: {{ grains.os }}\n');
  mkdirSync(join(fleet.root, 'states/cortensord'), { recursive: true });
  fleet.write(
    'states/cortensord/formula.yaml',
    'pillar: {scope: [{registry: cortensord_nodes, assigned: cortensord_assigned_nodes}]}\n',
  );
  web1 = await fleet.minion('web1');
  web2 = await fleet.minion('web2.example');
});
afterAll(() => fleet?.stop());

const kinds = (events: readonly JobEvent[]): string[] =>
  events.map((event) => ('minion' in event ? `${event.event} ${event.minion}` : event.event));
const endOf = (events: readonly JobEvent[]): unknown => events.find((event) => event.event === 'ended');

describe('a minion', () => {
  it('waits until it is accepted, is let in with a JWT of its own, and thrown out when its key is rejected', async () => {
    const minion = new Minion('db1');
    expect(await minion.enrol(await fleet.token())).toMatchObject({ state: 'pending' });
    expect((await fleet.must('key_list', {})).keys.find((row) => row.minion === 'db1')).toMatchObject({
      state: 'pending',
      key: minion.keys.publicKey,
    });
    expect((await fleet.must('key_accept', { minions: ['db*'] })).changed).toMatchObject([
      { minion: 'db1', state: 'accepted' },
    ]);
    expect(await minion.enrol(await fleet.token())).toMatchObject({ state: 'accepted' });
    await minion.connect();
    await fleet.until(async () =>
      (await fleet.must('minion_status', {})).minions.some(
        (row) => row.minion === 'db1' && row.up && row.version === '9.9',
      ),
    );
    await fleet.must('key_reject', { minions: ['db1'] });
    expect(await minion.bus.closed).toMatchObject({ code: 'not-allowed' });
    expect(await minion.enrol(await fleet.token())).toMatchObject({ state: 'rejected' });
    expect(await fleet.ask('job_create', request('db1', 'test.ping'))).toMatchObject({
      ok: false,
      fault: { code: 'no-match' },
    });
    await fleet.must('key_delete', { minions: ['db1'] });
    expect((await fleet.must('key_list', {})).keys.map((row) => row.minion)).not.toContain('db1');
  });

  it('comes back by itself when its rejected key is accepted after all; what it had before a deletion stays void', async () => {
    const minion = await fleet.minion('back1');
    await fleet.must('key_reject', { minions: ['back1'] });
    expect(await minion.bus.closed).toMatchObject({ code: 'not-allowed' });
    await expect(minion.connect()).rejects.toMatchObject({ code: 'not-allowed' });
    await fleet.must('key_accept', { minions: ['back1'] });
    expect(endOf(await fleet.run('back1', 'test.ping'))).toMatchObject({
      silent: [{ reason: { code: 'disconnected', since: expect.any(Number) } }],
    });
    await minion.connect();
    await fleet.until(async () =>
      (await fleet.must('minion_status', {})).minions.some((row) => row.minion === 'back1' && row.up),
    );
    expect(endOf(await fleet.run('back1', 'test.ping'))).toMatchObject({ silent: [] });
    await fleet.must('key_delete', { minions: ['back1'] });
    expect(await minion.enrol(await fleet.token())).toMatchObject({ state: 'pending' });
    await fleet.must('key_accept', { minions: ['back1'] });
    await expect(minion.connect()).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await minion.enrol(await fleet.token())).toMatchObject({ state: 'accepted' });
    await minion.connect();
    await minion.close();
    await fleet.must('key_delete', { minions: ['back1'] });
  });

  it('cannot enrol with another one’s id once that is accepted, nor with a token that is used up', async () => {
    const other = new Minion('web1');
    await other.enrol(await fleet.token());
    expect(await fleet.ask('key_accept', { minions: [other.keys.publicKey] })).toMatchObject({
      ok: false,
      fault: { code: 'conflict' },
    });
    await fleet.must('key_delete', { minions: [other.keys.publicKey] });
    const { token } = await fleet.must('token_create', { uses: 1 });
    await new Minion('x1').enrol(token);
    await expect(new Minion('x2').enrol(token)).rejects.toThrow('as many minions as it is for');
    await fleet.must('key_delete', { minions: ['x1'] });
  });

  it('gets its own pillar, sealed, and only the entries that are assigned to it', async () => {
    const answer = await web1.pillar({ grains: web1.grains });
    if (!answer.ok) throw new Error(answer.fault.message);
    const text = web1.openPillar(answer.result.sealed);
    expect(JSON.parse(text)).toEqual({
      cortensord_nodes: { n1: { NODE_PRIVATE_KEY: 'one-private-thing' } },
      cortensord_assigned_nodes: ['n1'],
      os: 'Debian',
    });
    expect(answer.result.secrets).toEqual(['cortensord_nodes:n1:NODE_PRIVATE_KEY']);
    expect(() => web2.openPillar(answer.result.sealed)).toThrow();
    const greedy = await web1.pillar({
      grains: web1.grains,
      override: '{"cortensord_assigned_nodes":["n1","n2"]}',
    });
    expect(greedy.ok && web1.openPillar(greedy.result.sealed)).not.toContain('two-private-thing');
  });

  it('gets diagnostics without secrets for a pillar that does not render', async () => {
    fleet.write(
      'pillar/mine.sls',
      'NODE_PRIVATE_KEY: one-private-thing\nplace: another-minion-lives-here\nx: {{ nope.y }}\n',
    );
    const answer = await web1.pillar({ grains: '{}' });
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'pillar-failed', details: { diagnostics: [{ at: { file: 'mine.sls', line: 3 } }] } },
    });
    expect(JSON.stringify(answer)).toContain('> 3 | x: {{ nope.y }}');
    expect(JSON.stringify(answer)).not.toMatch(/one-private-thing|another-minion/);
    fleet.write('pillar/mine.sls', 'cortensord_assigned_nodes: [n1]\nos: {{ grains.os }}\n');
  });

  it('fetches the tree by content, and gets a new JWT', async () => {
    mkdirSync(join(fleet.root, 'states/web'));
    fleet.write('states/web/init.sls', 'x: test.nop\n');
    const manifest = await web1.ask('manifest', {});
    const sha256 = manifest.ok ? /^([0-9a-f]{64}) .*init.sls"$/m.exec(manifest.result.manifest)?.[1] : undefined;
    const blob = await web1.ask('blob', { sha256, offset: 2 });
    expect(blob.ok && Buffer.from(blob.result.data, 'base64').toString()).toBe(' test.nop\n');
    expect(await web1.ask('blob', { sha256: 'ab'.repeat(32), offset: 0 })).toMatchObject({
      ok: false,
      fault: { code: 'not-found' },
    });
    expect(await web1.ask('blob', { sha256: '../../etc/passwd', offset: 0 })).toMatchObject({
      ok: false,
      fault: { code: 'malformed' },
    });
    expect(await web1.renew()).toMatchObject({ ok: true, result: expect.stringMatching(/^ey/) });
  });
});

describe('a job', () => {
  it('is told to each minion that is meant, and its returns are stored before anybody hears of them', async () => {
    const events = await fleet.run('*', 'test.ping');
    expect(kinds(events).sort()).toEqual(
      [
        'acknowledged web1',
        'acknowledged web2.example',
        'created',
        'ended',
        'returned web1',
        'returned web2.example',
      ].sort(),
    );
    expect(endOf(events)).toMatchObject({ silent: [] });
    const { jid } = events[0] as { jid: string };
    expect(await fleet.must('job_show', { jid })).toMatchObject({
      function: 'test.ping',
      expected: 2,
      returned: 2,
      failed: 0,
      minions: [{ minion: 'web1' }, { minion: 'web2.example' }],
    });
    expect(web1.commands.at(-1)).not.toHaveProperty('revision');
  });

  it('for one is signed for that one, and names the tree where it needs it', async () => {
    const before = web2.commands.length;
    await fleet.run('web1', 'state.apply', { args: '["web"]' });
    expect(web1.commands.at(-1)).toMatchObject({
      function: 'state.apply',
      audience: { minion: web1.keys.publicKey },
      args: '["web"]',
      revision: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(web2.commands).toHaveLength(before);
  });

  it('resolves grains and pillar', async () => {
    web2.grains = '{"os":"Alpine"}';
    web2.beat('alive');
    await fleet.until(async () =>
      kinds(await fleet.run('*', 'test.ping', { target: { type: 'grain', expression: 'os:Alpine' } }).catch(() => []))
        .join()
        .includes('returned web2'),
    );
    const byPillar = await fleet.run('*', 'test.ping', { target: { type: 'pillar', expression: 'os:Debian' } });
    expect(byPillar[0]).toMatchObject({ event: 'created', minions: ['web1'] });
  });

  it('says which of the ids that it was to reach nobody has, also when it is watched later', async () => {
    const events = await fleet.run('web1, web2.exampel', 'test.ping', {
      target: { type: 'list', expression: 'web1, web2.exampel' },
    });
    expect(events[0]).toMatchObject({
      event: 'created',
      minions: ['web1'],
      unknown: ['web2.exampel'],
      near: { 'web2.exampel': 'web2.example' },
    });
    for await (const event of fleet.watch('job_watch', { jid: (events[0] as { jid: string }).jid }))
      if (event.event === 'created') expect(event.unknown).toEqual(['web2.exampel']);
    expect((await fleet.run('web*', 'test.ping'))[0]).not.toHaveProperty('unknown');
    expect(await fleet.ask('job_create', request('web2.exampel', 'test.ping'))).toMatchObject({
      fault: { code: 'no-match', message: 'no minion matches web2.exampel; did you mean web2.example?' },
    });
  });

  it.each([
    ['compound', 'web1 web2*', 'there is no "and" or "or" before web2*; such a target matches nobody'],
    ['grain', 'os', 'os has no ":" between key and value and never matches'],
  ] as const)('that can match nobody says why: %s %s', async (type, expression, summary) => {
    const answer = await fleet.ask('job_create', request('', 'test.ping', { target: { type, expression } }));
    expect(answer).toMatchObject({
      ok: false,
      fault: { code: 'no-match', details: { diagnostics: [{ severity: 'warning', summary }] } },
    });
  });

  it('keeps no secret of its arguments', async () => {
    const events = await fleet.run('web1', 'cmd.run', {
      args: '["x PASSWORD=hunter22hunter"]',
      kwargs: '{"password":"tell-nobody"}',
    });
    const { jid } = events[0] as { jid: string };
    expect(JSON.stringify([await fleet.must('job_show', { jid }), fleet.log])).not.toMatch(
      /hunter22hunter|tell-nobody/,
    );
    expect(web1.commands.at(-1)?.kwargs).toBe('{"password":"tell-nobody"}');
  });

  it('names a minion that hears and says nothing, after asking it again', async () => {
    web1.mode = 'silent';
    const [before, copies] = [web1.commands.length, web1.copies];
    const events = await fleet.run('web1', 'test.ping');
    expect(endOf(events)).toMatchObject({ silent: [{ minion: 'web1', reason: { code: 'no-acknowledgement' } }] });
    await fleet.until(() => web1.copies > copies);
    web1.mode = 'answer';
    expect([web1.commands.length - before, web1.copies - copies]).toEqual([1, 1]);
    expect((await fleet.must('job_list', { limit: 1 })).jobs[0]).toMatchObject({
      expected: 1,
      returned: 0,
      ended: expect.any(Number),
    });
  });

  it('waits for a minion that is at work, up to the time that the operator gives', async () => {
    web1.mode = 'hold';
    const events = await fleet.run('web1', 'test.sleep', { timeout: 5_000 });
    expect(endOf(events)).toMatchObject({ silent: [{ minion: 'web1', reason: { code: 'still-running' } }] });
    const { jid } = events[0] as { jid: Jid };
    const atWork = async (): Promise<unknown> =>
      (await fleet.must('minion_status', {})).minions.find(({ minion }) => minion === 'web1')?.running;
    const unknown = '20200101000000000000' as Jid;
    web1.beat('alive', { running: [jid, unknown] });
    await fleet.until(async () => ((await atWork()) as Jid[] | undefined)?.includes(jid) === true);
    web1.mode = 'answer';
    await web1.release();
    await fleet.until(async () => (await fleet.must('job_show', { jid })).returned === 1);
    // The beat that named it is the last one; what the store does not know may be a job of a schedule.
    expect(await atWork()).toEqual([unknown]);
    web1.beat('alive', { running: [] });
  });

  it('takes a refusal of the minion as its return', async () => {
    web1.mode = 'refuse';
    const events = await fleet.run('web1', 'test.ping');
    web1.mode = 'answer';
    expect(events.find((event) => event.event === 'returned')).toMatchObject({
      return: { success: false, retcode: 1, fault: { code: 'disabled' } },
    });
  });

  it('knows at once who never connected and who went', async () => {
    const absent = new Minion('new1');
    await absent.enrol(await fleet.token());
    await fleet.must('key_accept', { allPending: true });
    const gone = await fleet.minion('gone1');
    gone.beat('goodbye');
    await gone.bus.drain();
    await fleet.until(async () =>
      (await fleet.must('minion_status', {})).minions.some((row) => row.minion === 'gone1' && !row.up),
    );
    const events = await fleet.run('*1', 'test.ping');
    expect(endOf(events)).toMatchObject({
      silent: expect.arrayContaining([
        { minion: 'new1', reason: { code: 'never-connected' } },
        { minion: 'gone1', reason: { code: 'disconnected', since: expect.any(Number), reason: { code: 'left' } } },
      ]),
    });
    await fleet.must('key_delete', { minions: ['new1', 'gone1'] });
  });

  it('can be watched later, also after its end', async () => {
    const { jid } = (await fleet.run('web1', 'test.ping'))[0] as { jid: string };
    const again: JobEvent[] = [];
    for await (const event of fleet.watch('job_watch', { jid })) again.push(event);
    expect(kinds(again)).toEqual(['created', 'returned web1', 'ended']);
    expect(await fleet.ask('job_watch', { jid: '20000101000000000000' })).toMatchObject({
      ok: false,
      fault: { code: 'not-found' },
    });
  });

  it('without watching is answered with its jid alone', async () => {
    const reply = await fleet.must('job_create', request('web1', 'test.ping', { watch: false }));
    expect(reply).toMatchObject({ event: 'created', minions: ['web1'] });
  });
});

describe('what is wrong', () => {
  const target = { type: 'glob', expression: '*' };
  const good = { target, function: 'test.ping', args: '[]', kwargs: '{}', watch: true };
  it.each([
    ['no body fields', {}, 'malformed'],
    ['a list', [], 'malformed'],
    ['a number', 7, 'malformed'],
    ['null', null, 'malformed'],
    ['a missing field', { ...good, args: undefined }, 'malformed'],
    ['a field too many', { ...good, extra: 1 }, 'malformed'],
    ['a prototype', JSON.parse('{"__proto__": {"a": 1}, "target": {"type": "glob", "expression": "*"}}'), 'malformed'],
    ['a target of no type', { ...good, target: { expression: '*' } }, 'malformed'],
    ['a target that is a text', { ...good, target: '*' }, 'malformed'],
    ['a function that is no name', { ...good, function: '../x' }, 'malformed'],
    ['arguments that are no JSON', { ...good, args: '[' }, 'malformed'],
    ['arguments that are no list', { ...good, args: '{}' }, 'malformed'],
    ['a malformed target', { ...good, target: { type: 'compound', expression: '( and' } }, 'bad-target'],
    ['a target that matches nobody', { ...good, target: { type: 'glob', expression: 'nobody*' } }, 'no-match'],
    ['not JSON', Buffer.from('{"target":'), 'malformed'],
    ['nothing', Buffer.alloc(0), 'malformed'],
    ['bytes', Buffer.from([0xff, 0xfe, 0]), 'malformed'],
    ['a deep nest', Buffer.from('['.repeat(5000)), 'malformed'],
  ])('is said to the one who sent %s', async (_case, body, code) => {
    expect(await fleet.ask('job_create', body)).toMatchObject({
      v: 1,
      ok: false,
      fault: { code, message: expect.any(String) },
    });
  });

  it('a method that nobody knows is answered with the nearest', async () => {
    const reply = await fleet.ask('job_creat' as 'job_create', {});
    expect(reply).toMatchObject({
      ok: false,
      fault: { code: 'unknown-method', message: expect.stringContaining('did you mean job_create?') },
    });
  });

  it('from a minion is dropped, and the minion is served on', async () => {
    const jid = '20260101000000000000';
    for (const body of [Buffer.from('x'), [], {}, { kind: 'ack', v: 1, jid: 7, accepted: 'yes' }]) {
      web1.bus.publish(subjects.acknowledgement(web1.bus.key, jid), body);
      web1.bus.publish(subjects.beat(web1.bus.key), body);
      await web1.bus.publishReturn(
        subjects.return(web1.bus.key, `${jid.slice(0, 18)}${Math.floor(Math.random() * 89) + 10}`),
        body,
      );
    }
    await web1.giveBack({ jid: '20200101000000000000', function: 'test.ping' });
    await fleet.until(() => fleet.log.some((line) => line.includes('a return of an unknown job was dropped')));
    expect(endOf(await fleet.run('web1', 'test.ping'))).toMatchObject({ silent: [] });
  });
});

describe('a master that is restarted in the middle of a job', () => {
  it('catches up with the returns, ends the job, and knows its minions', async () => {
    web1.mode = 'hold';
    const { jid } = (await fleet.must('job_create', request('web1', 'test.sleep', { watch: false }))) as {
      jid: string;
    };
    await fleet.until(() => web1.commands.at(-1)?.jid === jid);
    await fleet.stopMaster();
    web1.mode = 'answer';
    await web1.release();
    await fleet.startMaster();
    const events: JobEvent[] = [];
    for await (const event of fleet.watch('job_watch', { jid })) events.push(event);
    expect(kinds(events)).toContain('returned web1');
    expect(endOf(events)).toMatchObject({ silent: [] });
    const status = await fleet.must('minion_status', {});
    expect(status.master).toMatchObject({ version: expect.any(String), keyset: 1 });
    expect(status.minions.map(({ minion, up }) => [minion, up])).toEqual([
      ['web1', true],
      ['web2.example', true],
    ]);
    expect(endOf(await fleet.run('*', 'test.ping'))).toMatchObject({ silent: [] });
  });

  it('that accepted a key and was killed before it took the revocation back does so now', async () => {
    await fleet.stopMaster();
    await (await openTrust(fleet.places.master.keys)).recordRevocation('minion', web1.keys.publicKey);
    await fleet.startMaster();
    expect((await openTrust(fleet.places.master.keys)).isRevoked('FLEET', web1.keys.publicKey, Date.now())).toBe(false);
    expect(fleet.log.join('')).toContain('accepted keys were let in again');
  });
});

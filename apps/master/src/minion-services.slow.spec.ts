import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contexts, sealArtifact, signRequest, verifySigned } from '@fleet/identity';
import { JobStore } from '@fleet/jobs';
import { subjects, type ArtifactPart, type FleetEvent, type Reply } from '@fleet/protocol';
import type { FakeMinion } from '../test-support/fake-minion.js';
import { ScratchMaster } from '../test-support/scratch-master.js';

let fleet: ScratchMaster;
let victim: FakeMinion;
let hostile: FakeMinion;

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    artifacts: { bytes: 2_000_000, count: 3 },
    // So short that it is outlasted below.
    acknowledgeTimeout: 2_000,
  });
  victim = await fleet.minion('victim');
  hostile = await fleet.minion('hostile');
});
afterAll(() => fleet?.stop());

const key = (minion: FakeMinion): string => minion.keys.publicKey;
const sha = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const folder = (): string => fleet.places.master.artifacts;

function fire(minion: FakeMinion, tag: unknown, data: unknown): Promise<Reply<unknown>> {
  return minion.bus.request(subjects.event(key(minion)), { kind: 'event', v: 1, tag, data }) as Promise<Reply<unknown>>;
}

/** Events of a watch, up to that many. */
async function watched(ask: object, count: number, meanwhile: () => Promise<void>): Promise<FleetEvent[]> {
  const events: FleetEvent[] = [];
  const subject = subjects.operatorRequest(fleet.operator.key, 'event_watch');
  const asked = signRequest(fleet.operator.signer, 'event_watch', ask);
  for await (const reply of fleet.operator.requestMany(subject, asked, { timeout: 60_000, idle: 60_000 })) {
    const event = (reply as { result: FleetEvent }).result;
    events.push(event);
    if (event.event === 'listening') await meanwhile();
    if (events.length > count) return events;
  }
  return events;
}

function partOf(path: string, content: Buffer, more: Partial<ArtifactPart> = {}): ArtifactPart {
  return { path, offset: 0, size: content.length, sha256: sha(content), data: content.toString('base64'), ...more };
}

describe('events', () => {
  it('reach those who watch them, and those who come back hear what they missed', async () => {
    const events = await watched({ tag: 'deploy/*' }, 1, async () => {
      expect(await fire(victim, 'other', '{}')).toMatchObject({ ok: true });
      expect(await fire(victim, 'deploy/done', '{"n":12345678901234567890}')).toMatchObject({ ok: true });
    });
    expect(events).toMatchObject([
      { event: 'listening' },
      { event: 'fired', minion: 'victim', tag: 'deploy/done', data: '{"n":12345678901234567890}' },
    ]);
    const { after } = events[0] as { after: number };
    const again = await watched({ after, minion: 'victim' }, 2, async () => undefined);
    expect(again.map((event) => (event.event === 'fired' ? event.tag : event.event))).toEqual([
      'listening',
      'other',
      'deploy/done',
    ]);
    expect(fleet.log.join('')).toContain('"tag":"deploy/done"');
  });

  it.each([
    ['no mapping', 'a', '[1]'],
    ['no JSON', 'a', '{'],
    ['a tag of two lines', 'a\nb', '{}'],
    ['a tag that paints the terminal', '\u001b[2J', '{}'],
    ['too much', 'a', JSON.stringify({ x: 'y'.repeat(70_000) })],
    ['a number', 7, '{}'],
  ])('of a hostile minion are refused: %s', async (_, tag, data) => {
    expect(await fire(hostile, tag, data)).toMatchObject({ ok: false, fault: { code: 'malformed' } });
  });

  it('cannot be sent as another, nor without end', async () => {
    await expect(hostile.bus.request(subjects.event(key(victim)), {}, { timeout: 2000 })).rejects.toMatchObject({
      name: 'BusError',
    });
    // While a machine stands still, there is room for more.
    await fleet.until(async () => {
      const answers = await Promise.all(Array.from({ length: 120 }, () => fire(hostile, 'flood', '{}')));
      return answers.filter((answer) => !answer.ok && answer.fault.code === 'busy').length > 5;
    });
    expect(await fire(victim, 'calm', '{}')).toMatchObject({ ok: true });
  });
});

describe('artifacts', () => {
  it('come in parts, are checked, and can be fetched, listed and deleted', async () => {
    const content = Buffer.alloc(700_000, 'fleet');
    const head = content.subarray(0, 524_288);
    const whole = partOf('var/log/big.log', content);
    expect(await victim.ask('artifact_put', { ...whole, data: head.toString('base64') })).toMatchObject({
      result: { received: 524_288, done: false },
    });
    expect(existsSync(join(folder(), 'victim'))).toBe(false);
    const rest = { ...whole, offset: 524_288, data: content.subarray(524_288).toString('base64') };
    expect(await victim.ask('artifact_put', rest)).toMatchObject({ result: { received: 700_000, done: true } });
    expect(readFileSync(join(folder(), 'victim/var/log/big.log')).equals(content)).toBe(true);
    expect(await victim.ask('artifact_stat', { path: 'var/log/big.log' })).toMatchObject({
      result: { artifact: { sha256: sha(content), size: 700_000, secret: false } },
    });
    const name = { minion: 'victim', path: 'var/log/big.log' };
    const first = await fleet.must('artifact_get', { ...name, offset: 0 });
    const second = await fleet.must('artifact_get', { ...name, offset: 524_288 });
    const fetched = Buffer.concat([first, second].map(({ data }) => Buffer.from(data, 'base64')));
    expect([sha(fetched), first.sha256]).toEqual([sha(content), sha(content)]);
    expect((await fleet.must('artifact_list', {})).artifacts).toMatchObject([
      { ...name, size: 700_000, secret: false },
    ]);
    expect(await fleet.must('artifact_remove', name)).toEqual({ removed: 1 });
    expect(await fleet.ask('artifact_get', { ...name, offset: 0 })).toMatchObject({ fault: { code: 'not-found' } });
    expect(readdirSync(join(folder(), '.incoming'))).toEqual([]);
  });

  it('that are secret lie sealed on the disk, and open only for those who ask for secrets, who are written down', async () => {
    const secret = Buffer.from('node private key 0xabcdef');
    const stat = await victim.ask('artifact_stat', { path: 'root/key' });
    const { sealKey } = (stat as unknown as { result: { sealKey: never } }).result;
    const verified = verifySigned([fleet.trust.commandSigner.rawPublicKey], contexts.artifactSeal, sealKey);
    if (!verified.ok) throw new Error(verified.reason);
    const sealed = sealArtifact(verified.text, { key: key(victim), path: 'root/key' }, secret);
    const part = partOf('root/key', sealed, { secret: { size: secret.length, sha256: sha(secret) } });
    expect(await victim.ask('artifact_put', part)).toMatchObject({ result: { done: true } });
    const file = join(folder(), 'victim/root/key');
    expect(readFileSync(file).includes('private key')).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const ask = { minion: 'victim', path: 'root/key', offset: 0 };
    expect(await fleet.ask('artifact_get', ask)).toMatchObject({ fault: { code: 'not-allowed' } });
    const opened = await fleet.must('artifact_get', { ...ask, secrets: true });
    expect(Buffer.from(opened.data, 'base64').toString()).toBe(secret.toString());
    const store = JobStore.open(fleet.places.master.database);
    expect(store.audit.list(5)).toMatchObject([
      { action: 'artifact_get', target: 'victim', args: 'root/key (secret)' },
      {},
      {},
      {},
      {},
    ]);
    store.close();
    expect(fleet.log.join('')).not.toContain('0xabcdef');
  });

  it.each([
    '../victim/etc/passwd',
    '/etc/passwd',
    'a/../../x',
    'a//b',
    '.',
    '..',
    '',
    'a\u0000b',
    'a\nb',
    'a\\..\\b',
    'x/'.repeat(40) + 'y',
    'n'.repeat(300),
    'half a character \ud83d',
    'a\u009bb',
  ])('of a hostile minion stay in its folder: %j', async (path) => {
    const content = Buffer.from('owned');
    expect(await hostile.ask('artifact_put', partOf(path, content))).toMatchObject({
      ok: false,
      fault: { code: 'malformed' },
    });
    expect(await hostile.ask('artifact_stat', { path })).toMatchObject({ ok: false, fault: { code: 'malformed' } });
    expect(existsSync(join(folder(), 'hostile'))).toBe(false);
  });

  it('that are not what they were announced as are not kept', async () => {
    const content = Buffer.from('one');
    const wrong = [
      partOf('a', content, { sha256: sha(Buffer.from('two')) }),
      partOf('a', content, { size: 2 }),
      partOf('a', content, { data: '' }),
      partOf('a', content, { data: '*' }),
    ];
    for (const part of wrong) expect(await hostile.ask('artifact_put', part)).toMatchObject({ ok: false });
    expect(await hostile.ask('artifact_put', partOf('a', content, { offset: 1 }))).toMatchObject({
      result: { received: 0, done: false },
    });
    expect(existsSync(join(folder(), 'hostile'))).toBe(false);
    expect(readdirSync(join(folder(), '.incoming'))).toEqual([]);
  });

  it('are bounded in bytes, also those that are only announced, and in number', async () => {
    const announce = (path: string, size: number): Promise<Reply<unknown>> =>
      hostile.ask('artifact_put', partOf(path, Buffer.from('x'), { size }));
    expect(await announce('big', 3_000_000)).toMatchObject({ ok: false, fault: { code: 'too-large' } });
    expect(await announce('half', 1_500_000)).toMatchObject({ ok: true });
    expect(await announce('other', 600_000)).toMatchObject({ ok: false, fault: { code: 'too-large' } });
    for (const name of ['1', '2', '3'])
      expect(await hostile.ask('artifact_put', partOf(name, Buffer.from(name)))).toMatchObject({ ok: true });
    expect(await hostile.ask('artifact_put', partOf('4', Buffer.from('4')))).toMatchObject({
      fault: { code: 'too-large' },
    });
    expect(await hostile.ask('artifact_put', partOf('3', Buffer.from('33')))).toMatchObject({ result: { done: true } });
    expect(await hostile.ask('artifact_put', partOf('3/below', Buffer.from('x')))).toMatchObject({ ok: false });
    expect(await victim.ask('artifact_put', partOf('mine', Buffer.from('fine')))).toMatchObject({
      result: { done: true },
    });
  });
});

describe('artifacts on the disk', () => {
  it('that somebody took away are asked for again, and of those that are deleted no folder stays', async () => {
    const content = Buffer.from('deep');
    const name = { minion: 'victim', path: 'a/b/c' };
    expect(await victim.ask('artifact_put', partOf(name.path, content))).toMatchObject({ result: { done: true } });
    rmSync(join(folder(), 'victim/a/b/c'));
    expect(await victim.ask('artifact_stat', { path: name.path })).toMatchObject({ ok: true });
    expect(((await victim.ask('artifact_stat', { path: name.path })) as { result: object }).result).not.toHaveProperty(
      'artifact',
    );
    expect(await victim.ask('artifact_put', partOf(name.path, content))).toMatchObject({ result: { done: true } });
    await fleet.must('artifact_remove', name);
    expect(existsSync(join(folder(), 'victim/a'))).toBe(false);
    expect(await victim.ask('artifact_put', partOf('a', content))).toMatchObject({ result: { done: true } });
    await fleet.must('artifact_remove', { minion: 'victim', path: 'a' });
  });

  it('are listed in as many answers as it takes', async () => {
    const store = JobStore.open(fleet.places.master.database);
    const row = { minion: 'many', key: key(victim), size: 1, sha256: 'a', storedSize: 1, secret: false, stored: 1 };
    const paths = Array.from({ length: 700 }, (_, count) => `${'p'.repeat(250)}/${String(count).padStart(4, '0')}`);
    await store.write(({ artifacts }) => paths.forEach((path) => artifacts.save({ ...row, path })));
    store.close();
    const found: string[] = [];
    for (let more: true | undefined = true; more;) {
      const path = found.at(-1);
      const after = path === undefined ? {} : { after: { minion: 'many', path } };
      const answer = await fleet.must('artifact_list', { minion: 'many', ...after });
      found.push(...answer.artifacts.map((artifact) => artifact.path));
      more = answer.more;
    }
    expect(found).toEqual(paths);
  });

  it('wait for each other in a bounded number', async () => {
    const part = partOf('flood', Buffer.alloc(1000), { size: 1_000_000 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => hostile.ask('artifact_put', part)));
    expect(answers.filter((answer) => !answer.ok && answer.fault.code === 'busy').length).toBeGreaterThan(5);
    expect(await victim.ask('artifact_stat', { path: 'mine' })).toMatchObject({ ok: true });
  });
});

describe('what a minion scheduled itself', () => {
  const scheduled = { name: 'nightly', args: '["x"]', kwargs: '{}' };

  it('crowds no job of the fleet out of the list, however much of it there is, and says no time that is none', async () => {
    await fleet.run('victim', 'test.ping');
    const { jobs: before } = await fleet.must('job_list', { limit: 10 });
    const asked = before.filter(({ operator }) => operator !== 'schedule').map(({ jid }) => jid);
    expect(asked.length).toBeGreaterThan(0);
    const large = JSON.stringify(['x'.repeat(200_000)]);
    for (let count = 0; count < 12; count += 1)
      await hostile.giveBack(
        { jid: `999999999999999990${String(count).padStart(2, '0')}`, function: 'test.flood' },
        { scheduled: { ...scheduled, args: large } },
      );
    await hostile.giveBack({ jid: '99999999999999999998', function: 'test.late' }, { scheduled, started: 1e300 });
    await hostile.giveBack({ jid: '99999999999999999997', function: 'no\u001bname' }, { scheduled });
    const rows = async () => (await fleet.must('job_list', { limit: 10 })).jobs;
    await fleet.until(async () => (await rows()).some(({ jid }) => jid.endsWith('11')));
    const after = await rows();
    expect(after).toHaveLength(10);
    expect(after.filter(({ operator }) => operator !== 'schedule').map(({ jid }) => jid)).toEqual(asked.slice(0, 5));
    expect(JSON.stringify(after).length).toBeLessThan(20_000);
    const all = await fleet.must('job_list', { limit: 100 });
    expect(all.jobs.some((job) => /999(98|97)$/.test(job.jid))).toBe(false);
  });

  it('is listed as its own job', async () => {
    const jid = '20260101000000000501';
    await victim.giveBack({ jid, function: 'state.apply' }, { scheduled });
    await fleet.until(async () => (await fleet.must('job_list', {})).jobs.some((job) => job.jid === jid));
    expect(await fleet.must('job_show', { jid })).toMatchObject({
      operator: 'schedule',
      function: 'state.apply',
      args: '["x"]',
      minions: [{ minion: 'victim', return: { success: true } }],
    });
  });

  it('takes no jid that the master gives, and answers no job of the master', async () => {
    const future = '99999999999999999999';
    await hostile.giveBack({ jid: future, function: 'test.ping' }, { scheduled });
    await fleet.until(async () => (await fleet.must('job_list', {})).jobs.some((job) => job.jid === future));
    victim.mode = 'hold';
    const count = victim.commands.length;
    const running = fleet.run('victim', 'test.ping');
    await fleet.until(() => victim.commands.length > count);
    const { jid } = victim.commands.at(-1) as { jid: string };
    expect(jid < future).toBe(true);
    await hostile.giveBack({ jid, function: 'test.ping' }, { scheduled, value: '"forged"' });
    await victim.release();
    victim.mode = 'answer';
    const events = await running;
    expect(events.at(-2)).toMatchObject({ event: 'returned', minion: 'victim', return: { value: 'true' } });
    expect((await fleet.must('job_show', { jid })).minions).toMatchObject([{ minion: 'victim' }]);
  });

  it.each([{ name: 7 }, { name: 'x', args: '{}', kwargs: '{}' }, { name: 'x', args: '[', kwargs: '{}' }, 'x'])(
    'is dropped where it is none: %j',
    async (wrong) => {
      await hostile.giveBack({ jid: '20260101000000000777', function: 'x.y' }, { scheduled: wrong as never });
      const probe = '20260101000000000900';
      await victim.giveBack({ jid: probe, function: 'x.y' }, { scheduled });
      await fleet.until(async () => (await fleet.must('job_list', {})).jobs.some((job) => job.jid === probe));
      expect((await fleet.must('job_list', {})).jobs.some((job) => job.jid === '20260101000000000777')).toBe(false);
    },
  );
});

describe('a minion whose machine goes down for a job', () => {
  it('is waited for as long as it said', async () => {
    victim.mode = hostile.mode = 'hold';
    const [count, others] = [victim.commands.length, hostile.commands.length];
    const running = fleet.run('victim', 'system.reboot');
    const given = fleet.run('hostile', 'system.reboot');
    await fleet.until(() => victim.commands.length > count && hostile.commands.length > others);
    const { jid } = victim.commands.at(-1) as { jid: string };
    victim.bus.publish(subjects.progress(key(victim), jid), {
      kind: 'progress',
      v: 1,
      jid,
      text: 'goes down',
      away: 60_000,
    });
    victim.beat('goodbye');
    await victim.bus.flush();
    await victim.close();
    // Four acknowledge times are what others get.
    await hostile.close();
    expect((await given).at(-1)).toMatchObject({
      silent: [{ minion: 'hostile', reason: { code: 'disconnected' } }],
    });
    expect((await fleet.must('job_show', { jid })).ended).toBeUndefined();
    await victim.connect();
    await victim.release();
    victim.mode = 'answer';
    expect((await running).map(({ event }) => event)).toEqual([
      'created',
      'acknowledged',
      'progress',
      'returned',
      'ended',
    ]);
  });
});

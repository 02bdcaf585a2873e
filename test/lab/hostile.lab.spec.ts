import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { signer } from '@fleet/identity';
import { subjects } from '@fleet/protocol';
import { RawClient } from '../../apps/master/test-support/raw-client.js';
import { startSite } from './site.mjs';

/** A minion of the fleet in the hands of somebody else: its real seed and JWT, and a client of the bus that keeps no rule. */
let site: Awaited<ReturnType<typeof startSite>>;
let raw: RawClient;
const keys = { victim: '', hostile: '', operator: '' };
let identity: { seed: string; jwt: string };

const jid = '20260101000000000000';
const host = (name: string) => site.lab.hosts.get(name)!;
const open = (): Promise<RawClient> =>
  RawClient.open(
    `nats://${site.fleet.options.address}:${site.fleet.options.port}`,
    signer(identity.seed),
    identity.jwt,
  );

beforeAll(async () => {
  site = await startSite(['victim-01', 'hostile-01'], {
    spec: 'hostile',
    clear: true,
    // Behind a flood an acknowledgement waits until the rest of it was read.
    prepare: ({ fleet }: { fleet: { options: { root: string } } }) =>
      appendFileSync(join(fleet.options.root, 'etc/fleet/master.yaml'), '\nacknowledge_timeout: 30\n'),
  });
  site.writePillar('top.sls', "base:\n  '*':\n    - common\n  'victim-01':\n    - secret\n");
  site.writePillar('common.sls', 'motto: carry on\n');
  site.writePillar('secret.sls', 'wallet_password: only-for-the-victim\n');
  const folder = '/var/lib/fleet/minion/identity';
  const stolen = host('hostile-01');
  identity = {
    seed: (JSON.parse(await stolen.readFile(`${folder}/keys.json`)) as { seed: string }).seed,
    jwt: (JSON.parse(await stolen.readFile(`${folder}/admission.json`)) as { jwt: string }).jwt,
  };
  const rows = (await site.fleet.ask('key', 'list')).keys as { minion: string; key: string }[];
  keys.victim = rows.find(({ minion }) => minion === 'victim-01')!.key;
  keys.hostile = rows.find(({ minion }) => minion === 'hostile-01')!.key;
  raw = await open();
}, 240_000);

afterAll(async () => {
  raw?.close();
  await site?.stop();
}, 60_000);

type Refused = Record<string, number>;

async function refusedTo(who: string): Promise<Refused> {
  const { refusals } = await site.fleet.ask('status', '--refusals');
  const rows = (refusals as { who?: string; kind: string; count: number }[]).filter((row) => row.who === who);
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/** The rest of the fleet answers, and nobody blames it. */
async function theRestAnswers(): Promise<void> {
  expect(await site.fleet.ask('victim-01', 'test.ping')).toEqual({ 'victim-01': true });
  // What it says to commands that were redirected to it is the one thing that it is asked about.
  const { 'not-asked': redirected, ...rest } = await refusedTo('victim-01');
  expect(rest).toEqual({});
  expect(redirected ?? 0).toBeLessThanOrEqual(2);
}

const heardBy = async (name: string, command: string): Promise<string> =>
  (await host(name).exec(['journalctl', '-u', 'fleet-minion', '--no-pager', '-o', 'cat'])).stdout.match(command)?.[0] ??
  '';

/** V: the victim's key, H: its own. */
const said: [what: string, subject: string][] = [
  ['a command for all', 'fl.cmd.all'],
  ['a command for another', 'fl.cmd.n.V'],
  ['a command for itself', 'fl.cmd.n.H'],
  ['an acknowledgement of another', `fl.ack.V.${jid}`],
  ['progress of another', `fl.prog.V.${jid}`],
  ['a return of another', `fl.ret.V.${jid}`],
  ['presence of another', 'fl.beat.V'],
  ['an event of another', 'fl.evt.V'],
  ['a question of another', 'fl.rpc.V.pillar'],
  ['a method of operators', 'fl.api.H.key_accept'],
  ['admission', 'enr.req.H'],
  ['an answer to another', '_INBOX.V.x'],
  ['a subject that only looks like its own', 'fl.ret.H'],
  ['a subject below its own', `fl.ret.H.${jid}.more`],
  ...[
    ...['INFO', 'STREAM.NAMES', 'STREAM.LIST', 'STREAM.INFO.RETURNS', 'STREAM.CREATE.OWN', 'STREAM.UPDATE.RETURNS'],
    ...['STREAM.PURGE.RETURNS', 'STREAM.DELETE.RETURNS', 'STREAM.MSG.GET.RETURNS', 'STREAM.MSG.DELETE.RETURNS'],
    ...['STREAM.SNAPSHOT.RETURNS', 'STREAM.RESTORE.RETURNS', 'STREAM.PURGE.FACTS', 'STREAM.MSG.GET.FACTS'],
    ...[
      'CONSUMER.NAMES.RETURNS',
      'CONSUMER.CREATE.RETURNS',
      'CONSUMER.CREATE.RETURNS.own.fl.ret.V.>',
      'CONSUMER.CREATE.RETURNS.own.fl.ret.H.>',
    ],
    ...['CONSUMER.DURABLE.CREATE.RETURNS.own', 'CONSUMER.DELETE.RETURNS.master', 'CONSUMER.PAUSE.RETURNS.master'],
    ...[
      'CONSUMER.MSG.NEXT.RETURNS.master',
      'DIRECT.GET.RETURNS',
      `DIRECT.GET.RETURNS.fl.ret.V.${jid}`,
      'META.LEADER.STEPDOWN',
      'ACCOUNT.PURGE.x',
    ],
  ].map((call): [string, string] => [`the stream's ${call}`, `$JS.API.${call}`]),
  ['a confirmation of the master', '$JS.ACK.RETURNS.master.1.1.1.1.0'],
  ['flow control', '$JS.FC.RETURNS.master.x'],
  ['a key of a bucket', '$KV.pillar.V'],
  ['an object', '$O.files.C.x'],
  ['a question to the server', '$SYS.REQ.SERVER.PING'],
  ['an account', '$SYS.REQ.CLAIMS.UPDATE'],
  ['a list of connections', '$SYS.REQ.ACCOUNT.PING.CONNZ'],
  ['a kick', '$SYS.REQ.SERVER.x.KICK'],
];

const listened: [what: string, subject: string][] = [
  ['everything', '>'],
  ['everything of fleet', 'fl.>'],
  ['all commands', 'fl.cmd.>'],
  ['commands for anybody', 'fl.cmd.n.*'],
  ['commands for another', 'fl.cmd.n.V'],
  ['commands for another, as one of a group', 'fl.cmd.n.V thieves'],
  ['everything, as one of a group', '> thieves'],
  ['returns', 'fl.ret.>'],
  ['acknowledgements', 'fl.ack.*.*'],
  ['questions of minions', 'fl.rpc.*.*'],
  ['questions of minions, in the place of a master', 'fl.rpc.*.* masters'],
  ['questions of operators', 'fl.api.>'],
  ['who is here', 'fl.beat.*'],
  ['answers to others', '_INBOX.>'],
  ['answers to anybody', '_INBOX.*.*'],
  ['answers to another', '_INBOX.V.>'],
  ['the streams', '$JS.>'],
  ['what a pull delivers', '$JS.API.CONSUMER.MSG.NEXT.>'],
  ['the server', '$SYS.>'],
  ['buckets', '$KV.>'],
  ['objects', '$O.>'],
];

const filled = (subject: string): string => subject.replace(/\bV\b/, keys.victim).replace(/\bH\b/, keys.hostile);

describe('a compromised minion', () => {
  it.each(said)('may not send %s', async (_what, subject) => {
    const full = filled(subject);
    raw.publish(full, '{}', `_INBOX.${keys.hostile}.x`);
    await raw.flush();
    expect(raw.heard).toContain(`Permissions Violation for Publish to "${full}"`);
  });

  it.each(listened)('may not hear %s', async (_what, subject) => {
    const [full = ''] = filled(subject).split(' ');
    const before = raw.heard.length;
    raw.subscribe(filled(subject), 1000 + listened.findIndex(([, other]) => other === subject));
    await raw.flush();
    expect(raw.heard.slice(before)).toContain(`Permissions Violation for Subscription to "${full}"`);
  });

  it('has each of these counted, and the log says so once per burst', async () => {
    expect(await refusedTo('hostile-01')).toEqual({
      'publish-violation': said.length,
      'subscription-violation': listened.length,
    });
    await theRestAnswers();
    const { stdout } = await site.fleet.fleetctl('status', '--refusals');
    expect(stdout).toMatch(new RegExp(`hostile-01 +publish-violation +${said.length}`));
    expect(site.fleet.log().match(/nats-server refused a client/g)?.length).toBeLessThan(10);
  });

  it('hears nothing of what is said meanwhile', async () => {
    const before = raw.heard.length;
    await site.fleet.ask('victim-01', 'test.arg', 'private-argument');
    await site.fleet.ask('victim-01', 'pillar.items');
    await raw.flush();
    expect(raw.heard.slice(before)).not.toMatch(/MSG|private-argument/);
  });

  it('cannot answer for a job that it was not asked in', async () => {
    const running = site.fleet.fleetctl('--out', 'json', 'victim-01', 'test.sleep', '3');
    await site.fleet.waitFor(
      'the job',
      async () => (await site.fleet.ask('jobs', 'list')).jobs[0]?.function === 'test.sleep',
    );
    const [job] = (await site.fleet.ask('jobs', 'list')).jobs as { jid: string }[];
    const forged = {
      kind: 'return',
      v: 1,
      jid: job!.jid,
      minion: 'victim-01',
      function: 'test.sleep',
      retcode: 1,
      success: false,
      value: '"forged"',
      started: 1,
      duration: 1,
    };
    raw.publish(subjects.return(keys.hostile, job!.jid), JSON.stringify(forged));
    raw.publish(
      subjects.acknowledgement(keys.hostile, job!.jid),
      JSON.stringify({
        kind: 'ack',
        v: 1,
        jid: job!.jid,
        accepted: false,
        fault: { code: 'internal', message: 'forged' },
      }),
    );
    await raw.flush();
    const { code, stdout } = await running;
    expect([code, JSON.parse(stdout)]).toEqual([0, { 'victim-01': true }]);
    expect(JSON.stringify(await site.fleet.ask('jobs', 'show', job!.jid))).not.toContain('forged');
    expect((await refusedTo('hostile-01'))['not-asked']).toBeGreaterThan(0);
    await theRestAnswers();
  }, 60_000);

  it.each([
    ['the purge of the stream', '$JS.API.STREAM.PURGE.RETURNS'],
    ['the deletion of a message', '$JS.API.STREAM.MSG.DELETE.RETURNS'],
    ['the deletion of the consumer', '$JS.API.CONSUMER.DELETE.RETURNS.master'],
    ['a confirmation for the master', '$JS.ACK.RETURNS.master.1.1.1.1.0'],
    ['every minion', 'fl.cmd.all'],
    ['one minion', 'fl.cmd.n.V'],
    ['the master, in the name of another', 'fl.beat.V'],
    ['the master, as a return of another', `fl.ret.V.${jid}`],
    ['the inbox of another', '_INBOX.V.x'],
    ['the server', '$SYS.REQ.CLAIMS.UPDATE'],
  ])('gains nothing by having confirmations and answers sent to %s', async (_what, subject) => {
    for (const from of [
      subjects.return(keys.hostile, jid),
      subjects.minionRequest(keys.hostile, 'ping'),
      subjects.minionRequest(keys.hostile, 'pillar'),
      subjects.event(keys.hostile),
    ])
      raw.publish(from, '{"grains":"{}"}', filled(subject));
    await raw.flush();
    await theRestAnswers();
  });

  it.each([
    ['wipe the stream of everybody', 'Nats-Rollup: all', /rollup not permitted/],
    ['wipe what it has sent itself', 'Nats-Rollup: sub', /rollup not permitted/],
    ['have a message taken for the first', 'Nats-Expected-Last-Sequence: 0', /wrong last sequence/],
    ['have its message end before others', 'Nats-TTL: 1s', /TTL/],
  ])('may not %s with a header', async (_what, header, answer) => {
    const own = await open();
    own.subscribe(`_INBOX.${keys.hostile}.said`, 1);
    await own.flush();
    own.publishWithHeaders(subjects.return(keys.hostile, jid), header, '{}', `_INBOX.${keys.hostile}.said`);
    await site.fleet.waitFor('the answer of the stream', async () => own.heard.includes('"stream"'));
    expect(own.heard).toMatch(answer);
    expect(own.heard).toContain('"seq":0}');
    own.close();
    await theRestAnswers();
  });

  it('cannot have another’s return dropped as a duplicate: returns have no ids that it could take first', async () => {
    const listener = await RawClient.open(
      `nats://${site.fleet.options.address}:${site.fleet.options.port}`,
      ...(await masterCredentials()),
    );
    listener.subscribe('fl.ret.>', 1);
    await listener.flush();
    for (const id of [jid, keys.victim, `${jid}.${keys.victim}`])
      raw.publishWithHeaders(subjects.return(keys.hostile, jid), `Nats-Msg-Id: ${id}`, '{}');
    await raw.flush();
    await site.fleet.ask('victim-01', 'test.arg', 'once');
    await listener.flush();
    const heads = listener.heard.match(/^H?MSG fl\.ret\.\S+ .*$(?:\r\nNATS\/1\.0[^]*?\r\n\r\n)?/gm) ?? [];
    const ofVictim = heads.filter((head) => head.includes(`fl.ret.${keys.victim}.`));
    expect(ofVictim).toHaveLength(1);
    expect(ofVictim[0]).not.toMatch(/Nats-Msg-Id/i);
    listener.close();
    await theRestAnswers();
  });

  it('may send a megabyte of nesting, and garbage, to every subject of its own', async () => {
    const nest = Buffer.alloc(1024 * 1024 - 1, '[');
    for (const data of [nest, Buffer.from([0xff, 0, 0xfe]), Buffer.from('{}')])
      for (const subject of [
        subjects.beat(keys.hostile),
        subjects.event(keys.hostile),
        subjects.return(keys.hostile, jid),
        subjects.acknowledgement(keys.hostile, jid),
        subjects.minionRequest(keys.hostile, 'pillar'),
        subjects.minionRequest(keys.hostile, 'artifact_put'),
      ])
        raw.publish(subject, data, `_INBOX.${keys.hostile}.x`);
    await raw.flush();
    await theRestAnswers();
    const counted = await refusedTo('hostile-01');
    expect(counted['garbage']).toBeGreaterThan(0);
    expect(counted['malformed']).toBeGreaterThan(0);
  });

  it('gets no secret of another by what it claims to be', async () => {
    await host('hostile-01').writeFile(
      '/etc/fleet/grains',
      'id: victim-01\nhost: victim-01\nnodename: victim-01\nroles: [victim]\n',
    );
    await site.fleet.ask('hostile-01', 'saltutil.refresh_grains');
    const pillar = JSON.stringify(await site.fleet.ask('hostile-01', 'pillar.items'));
    expect(pillar).toContain('carry on');
    expect(pillar).not.toContain('wallet_password');
    raw.publish(
      subjects.beat(keys.hostile),
      JSON.stringify({ kind: 'beat', v: 1, state: 'alive', minion: 'victim-01', version: '1', since: 1, running: [] }),
    );
    await raw.flush();
    await site.fleet.waitFor(
      'its false name to be counted',
      async () => (await refusedTo('hostile-01'))['false-name'] === 1,
    );
    await theRestAnswers();
  });

  it('cannot replay a command, nor redirect one to another', async () => {
    const listener = await open();
    listener.subscribe(subjects.commandOne(keys.hostile), 1);
    await listener.flush();
    await host('hostile-01').must('rm -f /root/ran');
    await site.fleet.fleetctl('hostile-01', 'cmd.run', 'echo ran >> /root/ran');
    await listener.flush();
    const [, size = '0', rest = ''] = /MSG fl\.cmd\.n\.\S+ 1 (\d+)\r\n(.*)/s.exec(listener.heard) ?? [];
    const command = rest.slice(0, Number(size));
    expect(command).toContain('signature');
    // The bus itself is the worst that may happen to it: here the master's own rights carry it to both.
    const master = await RawClient.open(
      `nats://${site.fleet.options.address}:${site.fleet.options.port}`,
      ...(await masterCredentials()),
    );
    for (const to of [keys.hostile, keys.victim]) master.publish(subjects.commandOne(to), command);
    master.publish(subjects.commandAll(), command);
    await master.flush();
    master.close();
    listener.close();
    const refusals = async (name: string): Promise<Record<string, { count: number }>> =>
      (await site.fleet.ask(name, 'minion.refusals'))[name];
    await site.fleet.waitFor('refusals', async () => (await refusals('victim-01'))['not-for-me'] !== undefined);
    expect((await refusals('hostile-01'))['replayed']?.count).toBeGreaterThan(0);
    expect(await host('hostile-01').readFile('/root/ran')).toBe('ran\n');
    expect((await host('victim-01').exec('test -e /root/ran')).code).toBe(1);
    expect(await heardBy('victim-01', 'a message was not obeyed')).not.toBe('');
  }, 60_000);

  it('floods, and neither stops the others nor fills the disk of the master', async () => {
    const floods = await Promise.all([open(), open(), open()]);
    for (const flood of floods) {
      for (let count = 0; count < 60_000; count += 1) flood.publish('fl.cmd.all', 'x');
      for (let count = 0; count < 5_000; count += 1) {
        flood.publish(subjects.beat(keys.hostile), 'garbage');
        flood.publish(subjects.minionRequest(keys.hostile, 'pillar'), '{"grains":"{}"}', `_INBOX.${keys.hostile}.x`);
      }
      for (let sid = 1; sid <= 5_000; sid += 1) flood.subscribe(`_INBOX.${keys.hostile}.${sid}`, sid);
    }
    await theRestAnswers();
    await Promise.all(floods.map((flood) => flood.flush()));
    for (const flood of floods) flood.close();
    const connections = await Promise.allSettled(Array.from({ length: 300 }, () => open()));
    await theRestAnswers();
    for (const outcome of connections) if (outcome.status === 'fulfilled') outcome.value.close();
    const logs = join(site.fleet.options.root, 'var/log/fleet');
    const size = readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);
    expect(size).toBeLessThan(6 * 16 * 1024 * 1024);
    expect(statSync(site.fleet.logFile).size).toBeLessThan(1024 * 1024);
    const counted = await refusedTo('hostile-01');
    expect(counted['publish-violation']).toBeGreaterThan(said.length);
    // Of a flood of lines the middle goes unread; what comes in peace is counted again.
    const greedy = await open();
    for (let sid = 1; sid <= 200; sid += 1) greedy.subscribe(`_INBOX.${keys.hostile}.${sid}`, sid);
    await greedy.flush();
    greedy.close();
    await site.fleet.waitFor(
      'the limit to be counted',
      async () => ((await refusedTo('hostile-01'))['limit'] ?? 0) > 0,
    );
  }, 120_000);

  it('is thrown out, and stays out', async () => {
    await site.fleet.fleetctl('key', 'delete', 'hostile-01', '--yes');
    await site.fleet.waitFor('its connection to end', async () => raw.closed);
    await expect(open().then((client) => client.flush().then(() => client.closed))).resolves.toBe(true);
    await theRestAnswers();
    const rows = (await site.fleet.ask('status', '--refusals')).refusals as { key: string; kind: string }[];
    expect(rows.some(({ key, kind }) => key === keys.hostile && kind === 'authentication')).toBe(true);
  }, 60_000);
});

async function masterCredentials(): Promise<[ReturnType<typeof signer>, string]> {
  const { openTrust } = await import('@fleet/bus');
  const trust = await openTrust(join(site.fleet.options.root, 'var/lib/fleet/master/keys'));
  const own = trust.own('master');
  return [own.signer, own.jwt()];
}

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, openTrust } from '@fleet/bus';
import { directories } from '@fleet/config';
import { certifyServer, createAuthority, createKeys, formatCreds } from '@fleet/identity';
import { BuiltSite } from '../../test-support/built-site.js';

interface Finding {
  readonly check: string;
  readonly severity: string;
  readonly says: string;
  readonly mend?: readonly string[];
}

const site = new BuiltSite();
let port = 0;
const servers: Server[] = [];

beforeAll(async () => {
  port = await freePort();
  await site.init('--listen', `0.0.0.0:${port}`, '--server', `nats://127.0.0.1:${port}`);
  site.configure(configuration(await freePort()));
  await site.startMaster();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await site.stop();
});

/** A sink where nobody listens, something that is to be done by a role that may not, and a role that sees little. */
function configuration(closed: number): Readonly<Record<string, unknown>> {
  return {
    sinks: { pager: { webhook: { url: `http://127.0.0.1:${closed}/` } } },
    schedule: { nightly: { target: '*', function: 'cmd.run', args: ['ls'], every: '300d', role: 'viewer' } },
    roles: { pinger: { functions: [{ minions: '*', allow: ['test.ping'] }] } },
  };
}

async function doctor(...words: string[]): Promise<{ code: number | null; reached: boolean; findings: Finding[] }> {
  const { code, output } = await site.run('fleetctl', ...words, 'doctor', '--out', 'json');
  return { code, ...(JSON.parse(output) as { reached: boolean; findings: Finding[] }) };
}

/** Of a fleet that is there: on a machine that stands still for a while, a step may take longer than doctor waits. */
async function reaching(...words: string[]): ReturnType<typeof doctor> {
  let seen = await doctor(...words);
  for (let turn = 0; turn < 3 && seen.code === 4; turn += 1) seen = await doctor(...words);
  return seen;
}

/** The last is where it ended. */
const last = (findings: readonly Finding[]): Finding | undefined => findings.at(-1);
const about = (check: string, findings: readonly Finding[]): Finding[] => findings.filter((one) => one.check === check);

/** The profile of the site with something else in it. */
function profile(name: string, change: (profile: Record<string, unknown>) => Record<string, unknown>): string {
  const given = JSON.parse(readFileSync(join(site.root, 'etc/fleet/fleetctl.json'), 'utf8')) as Record<string, unknown>;
  const file = join(site.folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(change(given)));
  return file;
}

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

describe('fleetctl doctor', () => {
  it('finds nothing that is broken in a fleet that is not, and what waits', async () => {
    await site.minion('web1', await site.token());
    await site.until(() => site.answers('web1'));
    const token = (await site.run('fleetctl', '-q', 'token', 'create')).output.trim();
    await site.minion('stranger', token);
    await site.until(async () => (await site.run('fleetctl', 'key', 'list', 'pending')).output.includes('stranger'));
    let seen = await reaching();
    // Of a minion whose beat is read late the clock looks wrong, until its next.
    await site.until(async () => {
      if (about('clock', seen.findings).length > 1) seen = await reaching();
      return about('clock', seen.findings).length === 1;
    });
    const { code, reached, findings } = seen;
    expect([code, reached]).toEqual([0, true]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const check of [
      'profile',
      'credentials',
      'bus',
      'certificate',
      'master',
      'clock',
      'disk',
      'versions',
      'minions',
      'jobs',
      'rollouts',
    ])
      expect(about(check, findings)).not.toEqual([]);
    expect(about('minions', findings)).toEqual([{ check: 'minions', severity: 'ok', says: '1 of 1 up' }]);
    expect(about('clock', findings)).toEqual([expect.objectContaining({ severity: 'ok' })]);
    expect(about('keys', findings)[0]).toMatchObject({
      severity: 'warning',
      says: expect.stringContaining('1 machine asks to be let in'),
      mend: expect.arrayContaining(['fleetctl key accept stranger']),
    });
    expect(about('backup', findings)[0]).toMatchObject({ severity: 'warning', says: 'there is none' });
    await site.until(async () => (await site.run('fleetctl', 'doctor', '--strict')).code === 1);
  });

  it('whatever it finds has a command that mends it', async () => {
    const { findings } = await reaching();
    mustHaveCommands(findings);
  });

  it('finds what the master should have done by itself, and what does not leave it', async () => {
    expect((await site.run('fleetctl', 'schedule', 'run', 'nightly')).code).toBe(1);
    await site.until(async () => about('events', (await reaching()).findings)[0]?.severity === 'warning');
    const { findings } = await reaching();
    expect(about('schedule', findings)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        says: expect.stringContaining('refused nightly its turn'),
        mend: expect.arrayContaining(['fleetctl schedule show nightly']),
      }),
    ]);
    expect(about('events', findings)[0]).toMatchObject({
      says: expect.stringMatching(/^pager takes none: /),
      mend: ['fleetctl events sinks test pager', 'fleetctl events sinks'],
    });
    expect(about('drift', findings)[0]?.severity).toBe('ok');
  });

  it('says at which step it ends: the name', async () => {
    const file = profile('name', (given) => ({ ...given, servers: ['tls://nowhere.invalid:4222'] }));
    const { code, reached, findings } = await doctor('-c', file);
    expect([code, reached, last(findings)?.check]).toEqual([4, false, 'name']);
    expect(last(findings)).toMatchObject({ mend: expect.arrayContaining(['getent hosts nowhere.invalid']) });
  });

  it('the connection', async () => {
    const closed = await freePort();
    const file = profile('connection', (given) => ({ ...given, servers: [`tls://127.0.0.1:${closed}`] }));
    const { code, findings } = await doctor('-c', file);
    expect([code, last(findings)?.check]).toEqual([4, 'connection']);
    expect(last(findings)?.says).toContain('nothing listens there');
  });

  it('one of two servers that is away is only a warning', async () => {
    const closed = await freePort();
    const file = profile('two', (given) => ({
      ...given,
      servers: [`tls://127.0.0.1:${closed}`, ...(given['servers'] as string[])],
    }));
    const { code, reached, findings } = await reaching('-c', file);
    expect([code, reached]).toEqual([0, true]);
    expect(about('connection', findings)).toEqual([expect.objectContaining({ severity: 'warning' })]);
  });

  it('encryption, where an authority of somebody else vouches', async () => {
    const { key, certificate } = certifyServer(createAuthority(), ['127.0.0.1']);
    const server = createTlsServer({ key, cert: certificate });
    server.on('tlsClientError', () => undefined);
    const at = await listening(server);
    const { code, findings } = await doctor(
      '-c',
      profile('tls', (given) => ({ ...given, servers: [`tls://127.0.0.1:${at}`] })),
    );
    expect([code, last(findings)?.check]).toEqual([4, 'tls']);
    expect(last(findings)?.says).toContain('somebody may be in between');
  });

  it.each([
    ['a profile that knows nothing of the encryption', () => Promise.resolve(port), 'tls'],
    ['something that says nothing', () => listening(createTcpServer(() => undefined)), 'tls'],
    [
      'something else that listens',
      () => listening(createTcpServer((socket) => void socket.write('SSH-2.0-x\r\n'))),
      'tls',
    ],
  ])('the greeting: %s', async (_name, open, check) => {
    const at = await open();
    const file = profile('greeting', ({ tls: _tls, ...given }) => ({
      ...given,
      servers: [`nats://127.0.0.1:${at}`],
    }));
    const { code, findings } = await doctor('-c', file);
    expect([code, last(findings)?.check]).toEqual([4, check]);
  });

  it.each([
    ['are not there', (): string => '/nonexistent/x.creds', /does not exist/],
    ['are garbage', (): string => credentials('garbage', 'garbage'), /no credentials that can be read/],
  ])('credentials that %s', async (_name, file, says) => {
    const { code, reached, findings } = await doctor(
      '-c',
      profile('creds', (given) => ({ ...given, credentials: file() })),
    );
    expect([code, reached]).toEqual([2, false]);
    expect(last(findings)).toMatchObject({
      check: 'credentials',
      severity: 'error',
      says: expect.stringMatching(says),
    });
  });

  it('credentials that have expired, and those of nobody', async () => {
    const trust = await openTrust(directories(site.root).master.keys);
    const mint = (expires: number): string => {
      const { publicKey, seed } = createKeys('user');
      return formatCreds({ jwt: trust.mintUser({ role: 'operator', publicKey, name: 'alice', expires }), seed });
    };
    const expired = credentials('expired', mint(Date.now() - 60_000));
    const old = await doctor(
      '-c',
      profile('expired', (given) => ({ ...given, credentials: expired })),
    );
    expect([old.code, last(old.findings)]).toEqual([
      2,
      expect.objectContaining({ check: 'credentials', says: expect.stringMatching(/^alice, expired /) }),
    ]);
    // Of the same authority, so that the bus lets it in; the master knows no such operator.
    const unknown = credentials('unknown', mint(Date.now() + 3_600_000));
    const nobody = await reaching(
      '-c',
      profile('unknown', (given) => ({ ...given, credentials: unknown })),
    );
    expect([nobody.code, last(nobody.findings)]).toEqual([
      6,
      expect.objectContaining({ check: 'master', says: expect.stringContaining('fleetctl login') }),
    ]);
  });

  it('credentials that others can read', async () => {
    const own = join(site.root, 'etc/fleet/operators/admin.creds');
    chmodSync(own, 0o644);
    const { code, findings } = await reaching();
    chmodSync(own, 0o600);
    expect([code, about('secrecy', findings)[0]]).toEqual([
      1,
      expect.objectContaining({ severity: 'error', mend: [`chmod 600 ${own}`] }),
    ]);
  });

  it('what an operator may not see is said, and the rest is looked at', async () => {
    const file = join(site.folder, 'carol.json');
    const added = await site.run(
      'fleet-master',
      'operator',
      'add',
      'carol',
      '--root',
      site.root,
      '--role',
      'pinger',
      '--output',
      file,
    );
    expect(added.code).toBe(0);
    const { reached, findings } = await reaching('-c', file);
    expect(reached).toBe(true);
    expect(about('bus', findings)).not.toEqual([]);
    expect(about('rights', findings)).not.toEqual([]);
    expect(about('jobs', findings)).toEqual([]);
    mustHaveCommands(findings);
    expect((await site.run('fleetctl', 'operator', 'revoke', 'carol')).code).toBe(0);
    const revoked = await reaching('-c', file);
    expect([revoked.code, last(revoked.findings)?.check]).toEqual([6, 'bus']);
  });

  it('a minion that was killed, and one that never came', async () => {
    const lost = await site.minion('web2', await site.token());
    await site.until(() => site.answers('web2'));
    lost.child.kill('SIGKILL');
    await lost.ended;
    await site.until(async () =>
      about('minions', (await reaching()).findings).some(({ says }) => says.includes('web2')),
    );
    const { code, findings } = await reaching();
    expect(code).toBe(0);
    expect(about('minions', findings)[1]).toMatchObject({
      severity: 'warning',
      says: expect.stringMatching(/^1 minion is away: web2 for /),
      mend: expect.arrayContaining(['fleetctl key delete web2     # if the machine is gone for good']),
    });
  });

  it('a master that hangs, and one that was killed', async () => {
    process.kill(site.masterPid, 'SIGSTOP');
    const hanging = await doctor();
    process.kill(site.masterPid, 'SIGCONT');
    expect([hanging.code, hanging.reached, last(hanging.findings)?.check]).toEqual([4, false, 'master']);
    expect(last(hanging.findings)?.says).toContain('did not answer');
    process.kill(site.masterPid, 'SIGKILL');
    await site.until(async () => (await doctor()).code === 4);
    const { reached, findings } = await doctor();
    expect(reached).toBe(false);
    // Its server may outlive it for a moment.
    expect(['connection', 'master']).toContain(last(findings)?.check);
    expect(last(findings)?.mend?.join()).toContain('systemctl restart fleet-master');
  });
});

function mustHaveCommands(findings: readonly Finding[]): void {
  for (const { severity, mend, says } of findings)
    if (severity !== 'ok') expect([says, (mend ?? []).length > 0]).toEqual([says, true]);
}

function credentials(name: string, text: string): string {
  const file = join(site.folder, `${name}.creds`);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

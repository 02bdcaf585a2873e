import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certifyServer, createAuthority, decodeJoinToken, encodeJoinToken } from '@fleet/identity';

/** The built programs, as operators run them. */
const bin = (name: string): string => resolve('dist/bin', name);
const root = mkdtempSync(join(tmpdir(), 'fleet-tls-site-'));
const site = join(root, 'master');
const children: ChildProcess[] = [];
let port = 0;
let masterLog = '';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function start(name: string, ...words: string[]): { child: ChildProcess; ended: Promise<Ended>; said: () => string } {
  const child = spawn(bin(name), words, {
    env: { ...process.env, FLEET_ROOT: site, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = new Promise<Ended>((settle) => void child.on('close', (code) => settle({ code, output })));
  return { child, ended, said: () => output };
}
const run = (name: string, ...words: string[]): Promise<Ended> => start(name, ...words).ended;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const found = (server.address() as AddressInfo).port;
  await new Promise((closed) => server.close(closed));
  return found;
}

async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    if (await happened()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not happen; the master said:\n${masterLog.slice(-2000)}`);
}

async function startMaster(): Promise<ChildProcess> {
  const { child } = start('fleet-master', 'run', '--root', site);
  children.push(child);
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (masterLog += String(text)));
  await until(async () => (await run('fleetctl', 'status')).code === 0);
  return child;
}

async function minion(id: string, token: string): Promise<ReturnType<typeof start> & { readonly root: string }> {
  const own = join(root, id);
  await mkdir(join(own, 'etc/fleet'), { recursive: true });
  writeFileSync(join(own, 'etc/fleet/minion.yaml'), `id: ${id}\n`);
  expect((await run('fleet-minion', 'join', token, '--root', own)).code).toBe(0);
  const started = start('fleet-minion', 'run', '--root', own);
  children.push(started.child);
  return { ...started, root: own };
}

beforeAll(async () => {
  port = await freePort();
  const words = ['--root', site, '--listen', `0.0.0.0:${port}`, '--server', `nats://127.0.0.1:${port}`];
  const made = await run('fleet-master', 'init', ...words);
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('the bus is encrypted') });
  await startMaster();
}, 90_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGTERM');
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) await new Promise((ended) => child.once('close', ended));
  await rm(root, { recursive: true, force: true });
}, 60_000);

const token = async (...words: string[]): Promise<string> =>
  (await run('fleetctl', '-q', 'token', 'create', '--accept', ...words)).output.trim();
const profile = (): { servers: string[]; tls?: { ca: string } } =>
  JSON.parse(readFileSync(join(site, 'etc/fleet/fleetctl.json'), 'utf8')) as {
    servers: string[];
    tls?: { ca: string };
  };

/** Somebody in between, who encrypts with an authority of their own. */
async function between(): Promise<{ port: number; close: () => void }> {
  const { key, certificate } = certifyServer(createAuthority(), ['127.0.0.1']);
  const server = createTlsServer({ key, cert: certificate });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

describe('a fleet whose bus others than this machine reach', () => {
  it('is encrypted from its first start: operators and minions know the server', async () => {
    expect(profile()).toMatchObject({
      servers: [`tls://127.0.0.1:${port}`],
      tls: { ca: expect.stringContaining('BEGIN') },
    });
    for (const name of ['ca.key', 'server.key'])
      expect(statSync(join(site, 'var/lib/fleet/master/keys/tls', name)).mode & 0o777).toBe(0o600);
    await minion('web1', await token());
    await until(async () => (await run('fleetctl', 'web1', 'test.ping')).output.includes('True'));
    expect(masterLog).not.toContain('is not encrypted');
  }, 60_000);

  it('is refused by operators, joiners and minions where somebody else answers', async () => {
    const other = await between();
    const own = profile();
    const file = join(root, 'elsewhere.json');
    const credentials = join(site, 'etc/fleet/operators/admin.creds');
    writeFileSync(file, JSON.stringify({ ...own, credentials, servers: [`tls://127.0.0.1:${other.port}`] }));
    const asked = await run('fleetctl', '--config', file, 'status');
    expect(asked).toMatchObject({
      code: 4,
      output: expect.stringMatching(/is not the server that .* vouches for.*nothing was sent/),
    });
    const real = decodeJoinToken(await token());
    const joiner = await minion('web2', encodeJoinToken({ ...real, servers: [`tls://127.0.0.1:${other.port}`] }));
    await until(() => joiner.said().includes('somebody may be in between'));
    joiner.child.kill('SIGTERM');
    const settled = await minion('web3', await token());
    await until(async () => (await run('fleetctl', 'web3', 'test.ping')).output.includes('True'));
    settled.child.kill('SIGTERM');
    await settled.ended;
    writeFileSync(
      join(settled.root, 'etc/fleet/minion.yaml'),
      `id: web3\nservers: ["nats://127.0.0.1:${other.port}"]\n`,
    );
    const again = start('fleet-minion', 'run', '--root', settled.root);
    children.push(again.child);
    await until(() => again.said().includes('is not one that this fleet vouches for'));
    other.close();
  }, 90_000);

  it('takes nobody who speaks in clear', async () => {
    const { tls: _, ...rest } = profile();
    const file = join(root, 'clear.json');
    const credentials = join(site, 'etc/fleet/operators/admin.creds');
    writeFileSync(file, JSON.stringify({ ...rest, credentials, servers: [`nats://127.0.0.1:${port}`] }));
    expect(await run('fleetctl', '--config', file, 'status')).toMatchObject({ code: 4 });
  }, 30_000);
});

describe('a fleet that is not encrypted', () => {
  it('says so at each start where it is reached by others, and becomes so with tls init', async () => {
    const other = join(root, 'clear');
    const words = ['--root', other, '--listen', `0.0.0.0:${await freePort()}`, '--tls', 'off'];
    expect((await run('fleet-master', 'init', ...words)).output).not.toContain('is encrypted');
    const first = start('fleet-master', 'run', '--root', other);
    children.push(first.child);
    await until(() => first.said().includes('the master answers'));
    expect(first.said()).toContain('as tls: off says');
    first.child.kill('SIGTERM');
    await first.ended;
    expect(await run('fleet-master', 'tls', 'init', '--root', other)).toMatchObject({ code: 78 });
    const config = join(other, 'etc/fleet/master.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('tls: "off"\n', ''));
    expect(await run('fleet-master', 'tls', 'init', '--root', other)).toMatchObject({
      code: 0,
      output: expect.stringContaining('tls: both'),
    });
    const again = await run('fleet-master', 'tls', 'init', '--root', other);
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('there is nothing to do') });
    expect(again.output).not.toContain('are kept out');
    const second = start('fleet-master', 'run', '--root', other);
    children.push(second.child);
    await until(() => second.said().includes('the master answers'));
    expect(second.said()).not.toContain('is not encrypted');
    expect((await run('fleetctl', '--root', other, 'status')).code).toBe(0);
  }, 90_000);
});

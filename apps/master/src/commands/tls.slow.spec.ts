import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certifyServer, createAuthority, decodeJoinToken, encodeJoinToken } from '@fleet/identity';
import { freePort } from '@fleet/bus';
import { BuiltSite } from '../../test-support/built-site.js';

const site = new BuiltSite();
let port = 0;

beforeAll(async () => {
  port = await freePort();
  const made = await site.init('--listen', `0.0.0.0:${port}`, '--server', `nats://127.0.0.1:${port}`);
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('the bus is encrypted') });
  await site.startMaster();
});
afterAll(() => site.stop());

const profile = (): { servers: string[]; tls?: { ca: string } } =>
  JSON.parse(readFileSync(join(site.root, 'etc/fleet/fleetctl.json'), 'utf8')) as {
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
      expect(statSync(join(site.root, 'var/lib/fleet/master/keys/tls', name)).mode & 0o777).toBe(0o600);
    await site.minion('web1', await site.token());
    await site.until(async () => (await site.run('fleetctl', 'web1', 'test.ping')).output.includes('True'));
    expect(site.masterLog).not.toContain('is not encrypted');
  });

  it('is refused by operators, joiners and minions where somebody else answers', async () => {
    const other = await between();
    const own = profile();
    const file = join(site.folder, 'elsewhere.json');
    const credentials = join(site.root, 'etc/fleet/operators/admin.creds');
    writeFileSync(file, JSON.stringify({ ...own, credentials, servers: [`tls://127.0.0.1:${other.port}`] }));
    const asked = await site.run('fleetctl', '--config', file, 'status');
    expect(asked).toMatchObject({
      code: 4,
      output: expect.stringMatching(/is not the server that .* vouches for.*nothing was sent/),
    });
    const real = decodeJoinToken(await site.token());
    const joiner = await site.minion('web2', encodeJoinToken({ ...real, servers: [`tls://127.0.0.1:${other.port}`] }));
    await site.until(() => joiner.said().includes('somebody may be in between'));
    joiner.child.kill('SIGTERM');
    const settled = await site.minion('web3', await site.token());
    await site.until(async () => (await site.run('fleetctl', 'web3', 'test.ping')).output.includes('True'));
    settled.child.kill('SIGTERM');
    await settled.ended;
    writeFileSync(
      join(settled.root, 'etc/fleet/minion.yaml'),
      `id: web3\nservers: ["nats://127.0.0.1:${other.port}"]\n`,
    );
    const again = site.start('fleet-minion', 'run', '--root', settled.root);
    await site.until(() => again.said().includes('is not one that this fleet vouches for'));
    other.close();
  });

  it('takes nobody who speaks in clear', async () => {
    const { tls: _, ...rest } = profile();
    const file = join(site.folder, 'clear.json');
    const credentials = join(site.root, 'etc/fleet/operators/admin.creds');
    writeFileSync(file, JSON.stringify({ ...rest, credentials, servers: [`nats://127.0.0.1:${port}`] }));
    expect(await site.run('fleetctl', '--config', file, 'status')).toMatchObject({ code: 4 });
  });
});

describe('a fleet that is not encrypted', () => {
  it('says so at each start where it is reached by others, and becomes so with tls init', async () => {
    const other = join(site.folder, 'clear');
    const words = ['--root', other, '--listen', `0.0.0.0:${await freePort()}`, '--tls', 'off'];
    expect((await site.run('fleet-master', 'init', ...words)).output).not.toContain('is encrypted');
    const first = site.start('fleet-master', 'run', '--root', other);
    await site.until(() => first.said().includes('the master answers'));
    expect(first.said()).toContain('as tls: off says');
    first.child.kill('SIGTERM');
    await first.ended;
    expect(await site.run('fleet-master', 'tls', 'init', '--root', other)).toMatchObject({ code: 78 });
    const config = join(other, 'etc/fleet/master.yaml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('tls: "off"\n', ''));
    expect(await site.run('fleet-master', 'tls', 'init', '--root', other)).toMatchObject({
      code: 0,
      output: expect.stringContaining('tls: both'),
    });
    const again = await site.run('fleet-master', 'tls', 'init', '--root', other);
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('there is nothing to do') });
    expect(again.output).not.toContain('are kept out');
    const second = site.start('fleet-master', 'run', '--root', other);
    await site.until(() => second.said().includes('the master answers'));
    expect(second.said()).not.toContain('is not encrypted');
    expect((await site.run('fleetctl', '--root', other, 'status')).code).toBe(0);
  });
});

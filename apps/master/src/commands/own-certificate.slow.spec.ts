import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certifyServer, createAuthority, decodeJoinToken, encodeJoinToken } from '@fleet/identity';
import { freePort } from '@fleet/bus';
import { BuiltSite } from '../../test-support/built-site.js';

/** What an operator has from elsewhere: `tls: {cert, key, ca}`. */
const authority = createAuthority();
const site = new BuiltSite();
const files = {
  cert: join(site.folder, 'bus.pem'),
  key: join(site.folder, 'bus.key'),
  ca: join(site.folder, 'ca.pem'),
};
let port = 0;

/** Puts a new one into place, for the host that everybody dials; its serial number. */
function certified(): string {
  const { key, certificate } = certifyServer(authority, ['localhost']);
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(files.cert, certificate);
  return new X509Certificate(certificate).serialNumber;
}

/** Serial number of what the bus shows. */
function shown(): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername: 'localhost', ca: authority.certificate };
    const socket = connect(options, () => {
      const { serialNumber } = socket.getPeerCertificate() as PeerCertificate;
      socket.destroy();
      resolve(serialNumber);
    });
    socket.once('error', reject);
  });
}

beforeAll(async () => {
  port = await freePort();
  certified();
  writeFileSync(files.ca, authority.certificate);
  mkdirSync(join(site.root, 'etc/fleet'), { recursive: true });
  const lines = ['interface: 0.0.0.0', `port: ${port}`, `servers: ["nats://localhost:${port}"]`];
  writeFileSync(
    join(site.root, 'etc/fleet/master.yaml'),
    [...lines, `tls: {cert: ${files.cert}, key: ${files.key}, ca: ${files.ca}}`, ''].join('\n'),
  );
  const made = await site.run('fleet-master', 'init', '--root', site.root);
  expect(made).toMatchObject({ code: 0, output: expect.not.stringContaining('the bus is encrypted') });
  await site.startMaster();
});
afterAll(() => site.stop());

const profile = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(site.root, 'etc/fleet/fleetctl.json'), 'utf8')) as Record<string, unknown>;

describe('a fleet that shows a certificate of its own', () => {
  it('is known by its authority and its host: to master, operators and minions', async () => {
    expect(profile()).toMatchObject({ servers: [`tls://localhost:${port}`], tls: { ca: authority.certificate } });
    expect(profile()).not.toHaveProperty('tls.name');
    await site.minion('web1', await site.token());
    await site.until(() => site.answers('web1'));
    expect(site.masterLog).not.toContain('is not encrypted');
  });

  it('is refused by whoever knows another authority, or dials another name', async () => {
    const credentials = join(site.root, 'etc/fleet/operators/admin.creds');
    const file = join(site.folder, 'other.json');
    const strange = { ca: createAuthority().certificate };
    for (const change of [{ tls: strange }, { servers: [`tls://127.0.0.1:${port}`] }]) {
      writeFileSync(file, JSON.stringify({ ...profile(), credentials, ...change }));
      expect(await site.run('fleetctl', '--config', file, 'status')).toMatchObject({
        code: 4,
        output: expect.stringMatching(/is not the server that .* vouches for.*nothing was sent/),
      });
    }
    const token = decodeJoinToken(await site.token());
    const joiner = await site.minion('web2', encodeJoinToken({ ...token, tls: strange }));
    await site.until(() => joiner.said().includes('somebody may be in between'));
    expect(await site.answers('web2')).toBe(false);
  });

  it('shows the one that took its place, and nobody is cut off', async () => {
    const before = await shown();
    const fresh = certified();
    expect(fresh).not.toBe(before);
    process.kill(site.masterPid, 'SIGHUP');
    // A connection may be cut while it is exchanged.
    await site.until(async () => (await shown().catch(() => '')) === fresh);
    expect(await site.answers('web1')).toBe(true);
    expect((await site.run('fleetctl', 'status')).code).toBe(0);
  });
});

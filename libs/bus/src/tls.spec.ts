import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certifyServer, createAuthority, serverLife } from '@fleet/identity';
import { subjects, type ServerTrust } from '@fleet/protocol';
import { connectBus } from './connect.js';
import { connectControl } from './control.js';
import type { BusError } from './definition.js';
import { natsServerConfig } from './nats-server-config.js';
import { startScratchBus, type ScratchBus } from './scratch-bus.js';
import {
  createServerAuthority,
  serverCertificate,
  serverTrust,
  type ServerCertificate,
} from './server-certificates.js';

let folder: string;
let certificate: ServerCertificate;
let scratch: ScratchBus;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-tls-'));
  await createServerAuthority(folder);
  certificate = (await serverCertificate(folder, ['10.0.0.1'])) as ServerCertificate;
  scratch = await startScratchBus({ files: certificate, trust: certificate.trust });
});
afterAll(async () => {
  await scratch.stop();
  await rm(folder, { recursive: true });
});

async function dial(
  tls: ServerTrust | undefined,
  servers = [scratch.url],
  { fleet = scratch, timeout = 15_000 } = {},
): Promise<boolean> {
  const bus = await connectBus({ servers, name: 'x', ...fleet.newUser('minion'), tls, timeout });
  await bus.close();
  return true;
}

/** Listens as somebody in between would; keeps what it hears before the handshake is done. */
async function impostor(server: Server): Promise<{ url: string; heard: () => string; stop: () => void }> {
  let heard = '';
  server.on('connection', (socket) => socket.on('data', (data: Buffer) => (heard += data.toString('latin1'))));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `nats://127.0.0.1:${port}`, heard: () => heard, stop: () => void server.close() };
}

const info =
  'INFO {"server_id":"x","version":"2.15.1","nonce":"abc","max_payload":1048576,"headers":true,"proto":1}\r\n';

describe('an encrypted bus', () => {
  it('carries what a bus carries, at whatever address it is reached', async () => {
    const minion = await scratch.join('minion');
    const master = await scratch.own('master');
    const heard = new Promise((resolve) => {
      minion.subscribe(subjects.commandOne(minion.key), (message) => resolve(message.json()));
    });
    await minion.flush();
    master.publish(subjects.commandOne(minion.key), { n: 1 });
    expect(await heard).toEqual({ n: 1 });
    expect(await dial(certificate.trust, [scratch.url.replace('127.0.0.1', 'localhost')])).toBe(true);
  });

  it('hears and tells nothing in clear', async () => {
    await expect(dial(undefined, [scratch.url], { timeout: 2_000 })).rejects.toMatchObject({ code: 'unreachable' });
    const { port } = new URL(scratch.url);
    const socket = connect(Number(port), '127.0.0.1');
    let heard = '';
    socket.on('data', (data: Buffer) => (heard += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.write('CONNECT {}\r\nPING\r\n');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(heard).not.toContain('INFO');
    expect(heard).not.toContain('nonce');
  });

  it('is refused where somebody else vouches for it, or it is called otherwise', async () => {
    const other = { ca: createAuthority().certificate, name: 'fleet-bus' };
    await expect(dial(other)).rejects.toMatchObject({ code: 'untrusted' });
    await expect(dial({ ...certificate.trust, name: 'another' })).rejects.toMatchObject({ code: 'untrusted' });
    await expect(dial({ name: 'fleet-bus' })).rejects.toMatchObject({ code: 'untrusted' });
    await expect(dial(undefined, [scratch.url.replace('nats:', 'tls:')])).rejects.toMatchObject({ code: 'untrusted' });
  });

  it('is not taken for one that answers in clear, or with a certificate of its own making, and tells them nothing', async () => {
    const own = certifyServer(createAuthority(), ['127.0.0.1']);
    const servers = [
      createServer((socket) => socket.on('error', () => undefined).write(info)),
      createTlsServer({ key: own.key, cert: own.certificate }, (socket) => socket.write(info)),
    ];
    for (const server of servers) {
      const between = await impostor(server);
      await expect(dial(certificate.trust, [between.url])).rejects.toMatchObject({ code: 'untrusted' });
      expect(between.heard()).not.toMatch(/CONNECT|jwt|PING/);
      between.stop();
    }
  });

  it('takes up a new certificate while it is used, and forgets no revocation', async () => {
    const minion = await scratch.join('minion');
    const control = await connectControl({ trust: scratch.trust, servers: [scratch.url], tls: certificate.trust });
    const user = scratch.newUser('minion');
    const jwt = user.jwt();
    const gone = await scratch.join('minion', { signer: user.signer, jwt: () => jwt });
    await control.revoke('minion', gone.key);
    await gone.closed;
    const before = await readFile(certificate.certificate, 'utf8');
    expect(await serverCertificate(folder, ['10.0.0.1', 'bus.example'])).toMatchObject({ renewed: true });
    expect(await readFile(certificate.certificate, 'utf8')).not.toBe(before);
    await scratch.reloadServer();
    expect(await dial(certificate.trust)).toBe(true);
    await expect(scratch.join('minion', { signer: user.signer, jwt: () => jwt })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(minion.connected).toBe(true);
    await control.close();
  });

  it('lets clients speak in clear where that is asked for, and encrypts with those who can', async () => {
    const both = await startScratchBus({ files: { ...certificate, orClear: true }, trust: certificate.trust });
    try {
      expect(await dial(undefined, [both.url], { fleet: both })).toBe(true);
      // The server speaks in clear to whom it does not hear for a while, which a busy machine takes now and then.
      const encrypted = async (trust: ServerTrust, tries = 5): Promise<boolean> =>
        dial(trust, [both.url], { fleet: both }).catch((error: unknown) => {
          const { answer } = (error as BusError).fields;
          if (tries > 1 && /wrong version number/.test(String(answer))) return encrypted(trust, tries - 1);
          throw error;
        });
      expect(await encrypted(certificate.trust)).toBe(true);
      await expect(encrypted({ ca: createAuthority().certificate, name: 'fleet-bus' })).rejects.toMatchObject({
        code: 'untrusted',
        fields: { answer: expect.stringMatching(/certificate/) },
      });
    } finally {
      await both.stop();
    }
  });

  it('is asked of no server that cannot do it from the first byte on', () => {
    const settings = { trust: scratch.trust, port: 1, folder: '/x', version: '2.10.27', tls: certificate };
    expect(() => natsServerConfig(settings)).toThrow('from the first byte on');
  });
});

describe('the certificate of the server', () => {
  it('lies there for its owner alone, and stays while it is good', async () => {
    for (const name of ['ca.key', 'ca.pem', 'server.key', 'server.pem'])
      expect((await stat(join(folder, 'tls', name))).mode & 0o777).toBe(0o600);
    expect(await createServerAuthority(folder)).toBe(false);
    expect(await serverCertificate(folder, ['10.0.0.1'])).toMatchObject({ renewed: false });
  });

  it('is made anew before it expires, for other hosts, and where it does not fit its key', async () => {
    const hosts = ['10.0.0.1'];
    expect(await serverCertificate(folder, hosts, Date.now() + serverLife * 0.6)).toMatchObject({ renewed: false });
    const later = Date.now() + serverLife * 0.7;
    expect(await serverCertificate(folder, hosts, later)).toMatchObject({ renewed: true });
    const made = new X509Certificate(await readFile(join(folder, 'tls/server.pem')));
    expect(Date.parse(made.validTo)).toBeGreaterThan(later + serverLife * 0.9);
    expect(await serverCertificate(folder, [...hosts, 'other.example'], later)).toMatchObject({ renewed: true });
    await rm(join(folder, 'tls/server.key'));
    expect(await serverCertificate(folder, hosts, later)).toMatchObject({ renewed: true });
  });

  const damaged: [string, string][] = [
    ['is empty', ''],
    ['was cut off', '-----BEGIN CERTIFICATE-----\nMIIB'],
    ['is something else', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ];

  it.each(damaged)('is made anew where its file, or that of its key, %s', async (_what, text) => {
    for (const name of ['server.pem', 'server.key']) {
      await writeFile(join(folder, 'tls', name), text);
      expect(await serverCertificate(folder, ['10.0.0.1'])).toMatchObject({ renewed: true });
    }
  });

  it.each(damaged)('is not made with an authority whose file %s; the way out is said', async (_what, text) => {
    const other = await mkdtemp(join(tmpdir(), 'fleet-tls-'));
    await createServerAuthority(other);
    const hosts = ['10.0.0.1'];
    const file = (name: string): string => join(other, 'tls', name);
    const key = await readFile(file('ca.key'), 'utf8');
    await writeFile(file('ca.key'), text);
    const refusal = (reason: RegExp): object => ({ code: 'trust-unusable', reason: expect.stringMatching(reason) });
    await expect(serverCertificate(other, hosts)).rejects.toMatchObject(
      refusal(/^tls\/ca\.key holds no key: .*backup.*tls init/),
    );
    await writeFile(file('ca.key'), createAuthority().key);
    await expect(serverCertificate(other, hosts)).rejects.toMatchObject(refusal(/is not the key of tls\/ca\.pem/));
    await writeFile(file('ca.key'), key);
    await serverCertificate(other, hosts);
    await writeFile(file('ca.pem'), text);
    for (const asked of [serverCertificate(other, hosts), serverTrust(other)])
      await expect(asked).rejects.toMatchObject(refusal(/^tls\/ca\.pem holds no certificate: .*backup.*tls init/));
    await rm(other, { recursive: true });
  });

  it('is there only where there is an authority, whose key is needed only to make one', async () => {
    const other = await mkdtemp(join(tmpdir(), 'fleet-tls-'));
    expect([await serverTrust(other), await serverCertificate(other, [])]).toEqual([undefined, undefined]);
    await createServerAuthority(other);
    await serverCertificate(other, []);
    await rm(join(other, 'tls/ca.key'));
    expect(await serverCertificate(other, [])).toMatchObject({ renewed: false });
    await expect(serverCertificate(other, ['new.example'])).rejects.toMatchObject({ code: 'trust-unusable' });
    await rm(other, { recursive: true });
  });
});

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { certifyServer, createAuthority, serverLife } from './certificates.js';
import { integer, objectId, tagged, time } from './der.js';

const authority = createAuthority();
const hosts = ['10.0.0.1', 'bus.example', '2001:db8::1:0:ff', '::1', '127.0.0.1'];

async function handshake(ca: string, server: ReturnType<typeof certifyServer>, servername?: string): Promise<string> {
  const listening = createServer({ key: server.key, cert: server.certificate }, (socket) => socket.end());
  listening.on('tlsClientError', () => undefined);
  await once(listening.listen(0, '127.0.0.1'), 'listening');
  const { port } = listening.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const socket: TLSSocket = connect({ host: '127.0.0.1', port, ca, ...(servername && { servername }) }, () => {
        resolve(`${socket.authorized} ${socket.getProtocol()}`);
        socket.destroy();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  } finally {
    listening.close();
  }
}

describe('certificates of a fleet', () => {
  const server = certifyServer(authority, hosts);
  const [ca, cert] = [new X509Certificate(authority.certificate), new X509Certificate(server.certificate)];

  it('are what Node takes for an authority, and for a server that it vouches for', () => {
    expect([ca.ca, ca.checkIssued(ca), ca.verify(ca.publicKey)]).toEqual([true, true, true]);
    expect([cert.ca, cert.checkIssued(ca), cert.verify(ca.publicKey)]).toEqual([false, true, true]);
    expect(cert.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(Date.parse(cert.validTo) - Date.now()).toBeGreaterThan(serverLife - 60_000);
    expect(Date.parse(cert.validFrom)).toBeLessThan(Date.now() - 24 * 3_600_000);
    expect(Date.parse(ca.validTo)).toBeGreaterThan(Date.now() + 15 * 365 * 24 * 3_600_000);
  });

  it.each(['10.0.0.1', '2001:db8:0:0:0:1:0:ff', '::1'])('hold the address %s', (address) => {
    expect(cert.checkIP(address)).toBe(address);
  });

  it('hold names, and no others', () => {
    expect([cert.checkHost('fleet-bus'), cert.checkHost('bus.example'), cert.checkHost('example')]).toEqual([
      'fleet-bus',
      'bus.example',
      undefined,
    ]);
    expect(cert.checkIP('10.0.0.2')).toBeUndefined();
  });

  it('are good for a handshake with whoever knows the authority', async () => {
    expect(await handshake(authority.certificate, server)).toBe('true TLSv1.3');
    expect(await handshake(authority.certificate, server, 'fleet-bus')).toBe('true TLSv1.3');
    expect(await handshake(authority.certificate, server, 'another')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await handshake(createAuthority().certificate, server)).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED|SIGNATURE/);
    const expired = certifyServer(authority, hosts, Date.now() - 2 * serverLife);
    expect(await handshake(authority.certificate, expired)).toBe('CERT_HAS_EXPIRED');
  });

  it('differ each time, also in their serial numbers', () => {
    const others = Array.from({ length: 20 }, () => new X509Certificate(certifyServer(authority, []).certificate));
    expect(new Set(others.map(({ serialNumber }) => serialNumber)).size).toBe(20);
  });
});

describe('the parts of DER', () => {
  it.each([
    ['an object id', objectId('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
    ['an integer with a high bit', integer(Buffer.from([0x80])), '02020080'],
    ['an integer with zeros before it', integer(Buffer.from([0, 0, 1])), '020101'],
    ['zero', integer(Buffer.from([0])), '020100'],
    [
      'a time of this half of the century',
      time(new Date('2049-12-31T23:59:59.5Z')),
      `170d${Buffer.from('491231235959Z').toString('hex')}`,
    ],
    [
      'a time of the next',
      time(new Date('2050-01-01T00:00:00Z')),
      `180f${Buffer.from('20500101000000Z').toString('hex')}`,
    ],
    ['a long one', tagged(4, Buffer.alloc(300)).subarray(0, 4), '0482012c'],
  ])('%s', (_, bytes, hex) => {
    expect(bytes.toString('hex')).toBe(hex);
  });
});

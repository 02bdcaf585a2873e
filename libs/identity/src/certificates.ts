import {
  X509Certificate,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { isIP } from 'node:net';
import { bits, boolean, integer, objectId, octets, sequence, setOf, tagged, time, utf8 } from './der.js';

/** A key and a certificate for it, PEM. */
export interface CertifiedKey {
  /** Secret. */
  readonly key: string;
  readonly certificate: string;
}

/** The name that every certificate of the bus bears, so that it is known whatever address it is reached by. */
export const busName = 'fleet-bus';

const day = 24 * 3_600_000;
/** Milliseconds. An authority that expires would cut off the whole fleet, and what it vouches for is short-lived. */
const authorityLife = 20 * 365 * day;
export const serverLife = 397 * day;
/** Clocks of minions may be behind. */
const backdated = 2 * day;

/** Vouches for the servers of one fleet and for nothing else. */
export function createAuthority(now = Date.now()): CertifiedKey {
  const own = newKey();
  const name = commonName(`fleet CA ${randomBytes(4).toString('hex')}`);
  return certify({
    ...{ name, issuer: name, signer: own, subject: own, now, life: authorityLife },
    extensions: [
      extension('2.5.29.19', sequence(boolean(true), integer(Buffer.from([0]))), true),
      // Signs certificates.
      extension('2.5.29.15', bits(Buffer.from([0x04]), 2), true),
      extension('2.5.29.14', octets(keyIdentifier(own))),
    ],
  });
}

/** @param hosts names and IP addresses besides {@link busName} */
export function certifyServer(authority: CertifiedKey, hosts: readonly string[], now = Date.now()): CertifiedKey {
  const signer = createPrivateKey(authority.key);
  const own = newKey();
  return certify({
    ...{
      name: commonName(busName),
      issuer: subjectOf(authority.certificate),
      signer,
      subject: own,
      now,
      life: serverLife,
    },
    extensions: [
      extension('2.5.29.19', sequence(), true),
      // Signs handshakes.
      extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
      // serverAuth
      extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...[busName, ...hosts].map(alternativeName))),
      extension('2.5.29.14', octets(keyIdentifier(own))),
      extension('2.5.29.35', sequence(tagged(0x80, keyIdentifier(signer)))),
    ],
  });
}

interface Draft {
  readonly name: Buffer;
  readonly issuer: Buffer;
  readonly signer: KeyObject;
  readonly subject: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly now: number;
  readonly life: number;
}

function certify({ name, issuer, signer, subject, extensions, now, life }: Draft): CertifiedKey {
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // version 3
    integer(serial),
    algorithm,
    issuer,
    sequence(time(new Date(now - backdated)), time(new Date(now + life))),
    name,
    publicInfo(subject),
    tagged(0xa3, sequence(...extensions)),
  );
  const whole = sequence(body, algorithm, bits(sign('sha256', body, signer)));
  return {
    key: subject.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: pem(whole),
  };
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function publicInfo(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256').update(publicInfo(key)).digest().subarray(0, 20);
}

function commonName(text: string): Buffer {
  return sequence(setOf(sequence(objectId('2.5.4.3'), utf8(text))));
}

/** Of an authority that was made here: its name is its common name alone. */
function subjectOf(certificate: string): Buffer {
  return commonName(/^CN=(.*)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? '');
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function alternativeName(host: string): Buffer {
  switch (isIP(host)) {
    case 4:
      return tagged(0x87, Buffer.from(host.split('.').map(Number)));
    case 6:
      return tagged(0x87, ipv6(host));
    default:
      return tagged(0x82, Buffer.from(host, 'ascii'));
  }
}

/** The URL parser knows every way to write one. */
function ipv6(host: string): Buffer {
  const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) as string[];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

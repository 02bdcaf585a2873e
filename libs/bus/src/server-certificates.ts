import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { busName, certifyServer, createAuthority, serverLife } from '@fleet/identity';
import type { ServerTrust } from '@fleet/protocol';
import { TrustUnusable, replaceSecret } from './trust-files.js';

/** What lies in `tls/` of the folder of keys, all of it for its owner alone. */
const files = {
  authorityKey: 'tls/ca.key',
  authority: 'tls/ca.pem',
  serverKey: 'tls/server.key',
  server: 'tls/server.pem',
} as const;

export interface ServerCertificate {
  /** Paths. */
  readonly certificate: string;
  readonly key: string;
  /** How clients know whoever shows it. */
  readonly trust: ServerTrust;
  /** It was made just now. */
  readonly renewed: boolean;
}

/** Makes the authority of a fleet; false where there is one. */
export async function createServerAuthority(folder: string): Promise<boolean> {
  if ((await read(folder, files.authority)) !== undefined) return false;
  const { key, certificate } = createAuthority();
  // The certificate last: where it is, all is.
  await replaceSecret(join(folder, files.authorityKey), key.trimEnd());
  await replaceSecret(join(folder, files.authority), certificate.trimEnd());
  return true;
}

/** How the servers of this fleet are known; `undefined` where it has no authority. @throws TrustUnusable where nobody could know them by it */
export async function serverTrust(folder: string): Promise<ServerTrust | undefined> {
  const ca = await read(folder, files.authority);
  if (ca === undefined) return undefined;
  if (!certificateIn(ca)) throw broken(folder, files.authority, 'holds no certificate');
  return { ca, name: busName };
}

/**
 * The certificate of the server: as it lies there, or a new one where a third of its time is left, or where it is for other hosts.
 * `undefined` where the fleet has no authority.
 * @throws TrustUnusable
 */
export async function serverCertificate(
  folder: string,
  hosts: readonly string[],
  now = Date.now(),
): Promise<ServerCertificate | undefined> {
  const trust = await serverTrust(folder);
  if (trust?.ca === undefined) return undefined;
  const paths = { certificate: join(folder, files.server), key: join(folder, files.serverKey) };
  const [present, presentKey] = [await read(folder, files.server), await read(folder, files.serverKey)];
  if (present !== undefined && presentKey !== undefined && isGood(present, presentKey, trust.ca, hosts, now))
    return { ...paths, trust, renewed: false };
  const key = await read(folder, files.authorityKey);
  if (key === undefined)
    throw new TrustUnusable(folder, `${files.authorityKey} is not here, and the server needs a new certificate`);
  const authorityKey = keyIn(key);
  if (!authorityKey) throw broken(folder, files.authorityKey, 'holds no key');
  if (certificateIn(trust.ca)?.checkPrivateKey(authorityKey) !== true)
    throw broken(folder, files.authorityKey, `is not the key of ${files.authority}`);
  const made = certifyServer({ key, certificate: trust.ca }, hosts, now);
  await replaceSecret(paths.key, made.key.trimEnd());
  await replaceSecret(paths.certificate, made.certificate.trimEnd());
  return { ...paths, trust, renewed: true };
}

function isGood(text: string, key: string, ca: string, hosts: readonly string[], now: number): boolean {
  const [certificate, authority, own] = [certificateIn(text), certificateIn(ca), keyIn(key)];
  // What a full disk or an editor left of the pair is made anew: the authority vouches for it, and nothing else hangs on it.
  if (!certificate || !authority || !own) return false;
  return (
    Date.parse(certificate.validTo) - now > serverLife / 3 &&
    Date.parse(certificate.validFrom) <= now &&
    // A kill between the two files leaves the key of one and the certificate of another.
    certificate.checkPrivateKey(own) &&
    certificate.checkIssued(authority) &&
    certificate.verify(authority.publicKey) &&
    hosts.every((host) => (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined)
  );
}

function certificateIn(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}

function keyIn(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}

function broken(folder: string, file: string, what: string): TrustUnusable {
  return new TrustUnusable(
    folder,
    `${file} ${what}: put it back from a backup; where there is none, move the folder tls away, and \`fleet-master tls init\` makes a new authority, with which everybody has to join anew`,
  );
}

async function read(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new TrustUnusable(folder, `${name} cannot be read`, { cause });
  }
}

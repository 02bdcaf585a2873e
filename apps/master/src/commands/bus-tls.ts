import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { isLoopback, serverCertificate, serverTrust, type NatsServerSettings } from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import type { ServerTrust } from '@fleet/protocol';
import { CommandFailed, exits } from './open-config.js';

/** How whoever is told the addresses of the bus knows its server; `undefined`: it is not encrypted. @throws CommandFailed */
export async function toldTls(
  { tls }: Pick<MasterConfig, 'tls'>,
  places: Directories,
): Promise<ServerTrust | undefined> {
  if (tls === 'off') return undefined;
  if (tls === 'fleet' || tls === 'both') return serverTrust(places.master.keys);
  return tls.ca === undefined ? {} : { ca: await authorities(tls.ca) };
}

/** How the master itself does: it dials the child on this machine, and a certificate of the operator's own is for the address that others dial. */
export function ownTls(told: ServerTrust, { nats, servers }: Pick<MasterConfig, 'nats' | 'servers'>): ServerTrust {
  if (told.name !== undefined || nats.mode === 'external') return told;
  const host = servers.map(hostIn).find((name) => isIP(name) === 0);
  return host === undefined ? told : { ...told, name: host };
}

/** What the child shows. A certificate of the fleet's own authority is made where it is due. @throws CommandFailed, TrustUnusable */
export async function shownTls(
  config: MasterConfig,
  places: Directories,
  told: readonly string[],
): Promise<NatsServerSettings['tls']> {
  const { tls } = config;
  if (tls === 'off') return undefined;
  if (tls === 'fleet' || tls === 'both') {
    const hosts = [config.interface, 'localhost', '127.0.0.1', '::1', ...told.map(hostIn)];
    const known = [...new Set(hosts)].filter((host) => host !== '0.0.0.0' && host !== '::');
    const made = await serverCertificate(places.master.keys, known);
    return made && { certificate: made.certificate, key: made.key, orClear: tls === 'both' };
  }
  const { certificate, key } = tls;
  if (certificate === undefined || key === undefined)
    throw new CommandFailed('`tls` names no cert and key, which the bus of this master needs', exits.configuration);
  return { certificate, key };
}

/** Why everybody on the network can read along; `undefined` where nobody can. */
export function clearBus({ interface: host, tls, nats }: MasterConfig, encrypted: boolean): string | undefined {
  if (nats.mode === 'external' || isLoopback(host)) return undefined;
  if (tls === 'both')
    return 'clients of the bus may speak in clear, as tls: both says: take it out once all have joined anew';
  if (encrypted) return undefined;
  return tls === 'off'
    ? 'the bus is not encrypted, as tls: off says'
    : 'the bus is not encrypted: fleet-master tls init makes an authority for it';
}

function hostIn(server: string): string {
  return new URL(server).hostname.replace(/^\[|\]$/g, '');
}

async function authorities(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CommandFailed(`${file}, which \`tls\` names, cannot be read`, exits.configuration, { cause });
  }
}

import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import type { Connection, HttpAnswer, HttpOptions, Network, NetworkView } from '../host.js';
import { tryConnection } from './connect.js';
import { fetchUrl, type FetchOptions } from './fetch.js';
import { askHttp } from './http.js';

/** A name server that does not answer must not hold up a start; milliseconds. */
const lookupPatience = 1_000;

export class LinuxNetwork implements Network {
  hostname(): string {
    return hostname();
  }

  async fqdn(): Promise<string> {
    const name = hostname();
    if (name.includes('.')) return name;
    const hosts = await readFile('/etc/hosts', 'utf8').catch(() => '');
    return nameInHosts(hosts, name) ?? (await nameFromResolver(name)) ?? name;
  }

  interfaces(): ReturnType<NetworkView['interfaces']> {
    const result = new Map<
      string,
      { address: string; family: 4 | 6; netmask: string; mac: string; internal: boolean }[]
    >();
    for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
      result.set(
        name,
        addresses.map(({ address, family, netmask, mac, internal }) => ({
          address,
          family: family === 'IPv4' ? 4 : 6,
          netmask,
          mac,
          internal,
        })),
      );
    }
    return result;
  }

  async resolve(name: string): Promise<readonly string[]> {
    const { lookup } = await import('node:dns/promises');
    const found = lookup(name, { all: true })
      .then((addresses) => [...new Set(addresses.sort((a, b) => a.family - b.family).map(({ address }) => address))])
      // A name that nobody knows stands for nothing.
      .catch(() => []);
    return (await inTime(found)) ?? [];
  }

  fetch(url: string, options?: FetchOptions): Promise<Buffer> {
    return fetchUrl(url, options);
  }

  connect(host: string, port: number, options?: { timeout?: number; family?: 4 | 6 }): Promise<Connection> {
    return tryConnection(host, port, options);
  }

  look(url: string, options?: HttpOptions & { method?: 'GET' | 'HEAD' }): Promise<HttpAnswer> {
    return askHttp(url, options);
  }

  request(url: string, options: HttpOptions & { method: string; body?: string | Buffer }): Promise<HttpAnswer> {
    return askHttp(url, options);
  }
}

/** The first dotted name on a line of `/etc/hosts` that names this host. */
export function nameInHosts(text: string, host: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!names.includes(host)) continue;
    const full = names.find((name) => name.startsWith(`${host}.`));
    if (full) return full;
  }
  return undefined;
}

async function nameFromResolver(name: string): Promise<string | undefined> {
  const { lookup, lookupService } = await import('node:dns/promises');
  const found = lookup(name)
    .then(({ address }) => lookupService(address, 0))
    .then(({ hostname: full }) => (full.includes('.') ? full : undefined))
    // A machine without a name in the DNS is an ordinary machine.
    .catch(() => undefined);
  return inTime(found);
}

async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), lookupPatience);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

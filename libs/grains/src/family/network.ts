import type { Value, ValueMap } from '@fleet/values';
import { listNames, readText, type GrainFamily } from './family.js';

export const network: GrainFamily = {
  name: 'network',
  doc: 'Addresses: ipv4, ipv6, ip_interfaces, ip4_interfaces, ip6_interfaces, hwaddr_interfaces, dns.',
  async collect(host) {
    const addresses = host.network.interfaces();
    // Interfaces without an address have a name and hardware all the same.
    const names = [...new Set([...(await listNames(host, '/sys/class/net')), ...addresses.keys()])]
      .filter((name) => name !== 'bonding_masters')
      .sort();
    const [all, four, six, hardware]: ValueMap[] = [new Map(), new Map(), new Map(), new Map()];
    for (const name of names) {
      const here = addresses.get(name) ?? [];
      const of = (family?: 4 | 6): Value[] =>
        here.filter((one) => family === undefined || one.family === family).map((one) => one.address);
      all?.set(name, of());
      four?.set(name, of(4));
      six?.set(name, of(6));
      const mac = here[0]?.mac ?? (await readText(host, `/sys/class/net/${name}/address`));
      if (mac) hardware?.set(name, mac);
    }
    const everything = [...addresses.values()].flat();
    const sorted = (family: 4 | 6): string[] =>
      [...new Set(everything.filter((one) => one.family === family).map((one) => one.address))].sort();
    return {
      ipv4: sorted(4),
      ipv6: sorted(6),
      ip_interfaces: all,
      ip4_interfaces: four,
      ip6_interfaces: six,
      hwaddr_interfaces: hardware,
      dns: resolver((await readText(host, '/etc/resolv.conf')) ?? ''),
    };
  },
};

function resolver(text: string): ValueMap {
  const words = (keyword: string): string[] =>
    text
      .split('\n')
      .flatMap((line) =>
        line.startsWith(`${keyword} `) || line.startsWith(`${keyword}\t`) ? line.split(/\s+/).slice(1) : [],
      );
  const nameservers = words('nameserver');
  return new Map<Value, Value>([
    ['nameservers', nameservers],
    ['ip4_nameservers', nameservers.filter((address) => !address.includes(':'))],
    ['ip6_nameservers', nameservers.filter((address) => address.includes(':'))],
    ['domain', words('domain')[0] ?? ''],
    ['search', words('search')],
  ]);
}

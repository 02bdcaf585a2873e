import { createHash } from 'node:crypto';
import { stringOf, textOf, iterateIfPossible } from '../python/objects.js';
import { PythonError, type Thing } from '../python/things.js';
import { filter, type FilterFamily } from './definition.js';
import { addressText, inNetwork, parseAddress, type Address } from './ip-address.js';

/** What Salt's options ask of an address; several with commas. */
const kinds = new Map<string, (address: Address) => boolean>(
  Object.entries({
    loopback: (address: Address) => within(address, ['127.0.0.0/8', '::1/128']),
    multicast: (address: Address) => within(address, ['224.0.0.0/4', 'ff00::/8']),
    private: (address: Address) =>
      within(address, [
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.0.0/16',
        '127.0.0.0/8',
        '169.254.0.0/16',
        '192.0.2.0/24',
        '198.18.0.0/15',
        '198.51.100.0/24',
        '203.0.113.0/24',
        '240.0.0.0/4',
        '0.0.0.0/8',
        'fc00::/7',
        'fe80::/10',
        '::1/128',
        '::/128',
        '2001:db8::/32',
      ]),
    'link-local': (address: Address) => within(address, ['169.254.0.0/16', 'fe80::/10']),
    linklocal: (address: Address) => within(address, ['169.254.0.0/16', 'fe80::/10']),
    reserved: (address: Address) => within(address, ['240.0.0.0/4']),
    unspecified: (address: Address) => within(address, ['0.0.0.0/32', '::/128']),
  }),
);

function within(address: Address, networks: readonly string[]): boolean {
  return networks.some((text) => inNetwork(address, parseAddress(text) as Address));
}

function accepted(address: Address, options: Thing): boolean {
  if (options === null) return true;
  return stringOf(options)
    .split(',')
    .map((option) => option.trim().toLowerCase())
    .some((option) => {
      if (option === 'public' || option === 'global')
        return kinds.get('private')?.(address) === false && kinds.get('multicast')?.(address) === false;
      const kind = kinds.get(option);
      if (!kind) throw new PythonError('value', `no kind of address is called ${option}`);
      return kind(address);
    });
}

function test(version?: 4 | 6): FilterFamily[string] {
  return filter(`Whether it is an IP${version ? `v${version}` : ''} address.`, { options: null }, (value, args) => {
    const address = typeof value === 'string' ? parseAddress(value) : undefined;
    return (
      address !== undefined &&
      (version === undefined || address.version === version) &&
      !address.isNetwork &&
      accepted(address, args.options)
    );
  });
}

function choose(version?: 4 | 6): FilterFamily[string] {
  return filter(
    `The IP${version ? `v${version}` : ''} addresses and networks among the values; None where it is none.`,
    { options: null },
    (value, args) => {
      const one = (item: Thing): string | null => {
        const address = typeof item === 'string' ? parseAddress(item) : undefined;
        return address && (version === undefined || address.version === version) && accepted(address, args.options)
          ? addressText(address)
          : null;
      };
      if (typeof value === 'string') return one(value);
      const items = iterateIfPossible(value);
      return items ? [...items].map(one).filter((item) => item !== null) : null;
    },
  );
}

function network(value: Thing): Address {
  const address = parseAddress(textOf(value));
  if (!address) throw new PythonError('value', `not a network: ${stringOf(value)}`);
  return address;
}

function bounds(address: Address): [bigint, bigint] {
  const size = 1n << BigInt((address.version === 4 ? 32 : 128) - address.prefix);
  const first = (address.bits / size) * size;
  return [first, size];
}

export const saltNetworkFilters: FilterFamily = {
  is_ip: test(),
  is_ipv4: test(4),
  is_ipv6: test(6),
  ipaddr: choose(),
  ipv4: choose(4),
  ipv6: choose(6),
  network_size: filter('Number of addresses of a network.', {}, (value) => {
    const [, size] = bounds(network(value));
    return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) : size;
  }),
  network_hosts: filter('The host addresses of a network.', { options: null }, (value, _args, engine) => {
    const address = network(value);
    const [first, size] = bounds(address);
    engine.budget.list(Number(size));
    const [from, to] =
      size > 2n ? [first + 1n, first + size - (address.version === 4 ? 2n : 1n)] : [first, first + size - 1n];
    const hosts: Thing[] = [];
    for (let bits = from; bits <= to; bits += 1n) {
      engine.budget.turn();
      hosts.push(addressText({ ...address, bits, isNetwork: false }));
    }
    return hosts;
  }),
  gen_mac: filter('A made-up MAC address with this prefix: the same prefix, the same address.', {}, (value) => {
    const prefix = textOf(value);
    const tail = createHash('sha256').update(prefix).digest();
    const missing = 6 - prefix.split(':').length;
    return [
      prefix,
      ...Array.from({ length: Math.max(0, missing) }, (_, index) =>
        (tail[index] as number).toString(16).toUpperCase().padStart(2, '0'),
      ),
    ].join(':');
  }),
};

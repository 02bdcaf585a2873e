import { createHash } from 'node:crypto';
import { int, isList } from '@fleet/values';
import type { Engine } from '../python/engine.js';
import { Generator, intOf, iterate, textOf } from '../python/objects.js';
import { PythonError, type Thing } from '../python/things.js';
import { truthy } from '../python/compare.js';
import { filter, type FilterFamily } from './definition.js';
import { addressText, networkOf, parseAddress, type Address } from './ip-address.js';
import { addressKinds } from './ip-kinds.js';

type Version = 4 | 6;

/** The address, where it is one of this version and of all the kinds that the options name. */
function chosen(value: Thing, version: Version | undefined, options: Thing): Address | undefined {
  const address = typeof value === 'string' ? parseAddress(value) : fromInt(value);
  if (!address || (version !== undefined && address.version !== version)) return undefined;
  if (!truthy(options)) return address;
  const names = textOf(options).split(',');
  return names.every((name) => kind(name.trim())(address)) ? address : undefined;
}

/** Python takes an int for the bits of an address. */
function fromInt(value: Thing): Address | undefined {
  if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isInteger(value))) return undefined;
  const bits = BigInt(value);
  if (bits < 0n || bits >> 128n > 0n) return undefined;
  const version = bits >> 32n === 0n ? 4 : 6;
  return { version, bits, prefix: version === 4 ? 32 : 128, isNetwork: false };
}

function kind(name: string): (address: Address) => boolean {
  const found = addressKinds.get(name);
  if (found) return found;
  throw new PythonError(
    'value',
    `no kind of address is called ${name}`,
    `There are ${[...addressKinds.keys()].join(', ')}.`,
  );
}

function isMany(value: Thing): boolean {
  return isList(value) || value instanceof Generator;
}

/** The chosen addresses: one for a text, a list for a list, `null` for anything else. Of a list the IPv4 ones come first. */
function choose(value: Thing, version: Version | undefined, options: Thing): Address | Address[] | null {
  if (typeof value === 'string') return chosen(value, version, options) ?? null;
  if (!isMany(value)) return null;
  const items = [...iterate(value)];
  const versions: readonly Version[] = version === undefined ? [4, 6] : [version];
  return versions.flatMap((each) =>
    items.map((item) => chosen(item, each, options)).filter((address) => address !== undefined),
  );
}

function choosing(version?: Version): FilterFamily[string] {
  return filter(
    `The IP${version ? `v${version}` : ''} addresses and networks among the values; None where it is none.`,
    { options: null },
    (value, args) => {
      const found = choose(value, version, args.options);
      return Array.isArray(found) ? found.map(addressText) : found && addressText(found);
    },
  );
}

function test(version?: Version): FilterFamily[string] {
  return filter(
    `Whether it is an IP${version ? `v${version}` : ''} address, with or without a network.`,
    { options: null },
    (value, args) => chosen(value, version, args.options) !== undefined,
  );
}

function versionOf(version: Thing): Version | undefined {
  if (!truthy(version)) return undefined;
  const number = intOf(version);
  if (number !== 4 && number !== 6) throw new PythonError('value', 'the version is 4 or 6');
  return number;
}

function ofEach(doc: string, answer: (address: Address, engine: Engine) => Thing): FilterFamily[string] {
  return filter(doc, { options: null, version: null }, (value, args, engine) => {
    const found = choose(value, versionOf(args.version), args.options);
    if (!Array.isArray(found)) return found && answer(found, engine);
    return found.length === 0 ? null : found.map((address) => answer(address, engine));
  });
}

function hosts(address: Address, engine: Engine): Thing[] {
  const { first, size } = networkOf(address);
  engine.budget.list(Number(size));
  const isSmall = size <= 2n;
  const from = isSmall ? first : first + 1n;
  const to = first + size - (isSmall || address.version === 6 ? 1n : 2n);
  const found: Thing[] = [];
  for (let bits = from; bits <= to; bits += 1n) {
    engine.budget.turn();
    found.push(addressText({ version: address.version, bits, prefix: address.prefix, isNetwork: false }));
  }
  return found;
}

export const saltNetworkFilters: FilterFamily = {
  is_ip: test(),
  is_ipv4: test(4),
  is_ipv6: test(6),
  ipaddr: choosing(),
  ipv4: choosing(4),
  ipv6: choosing(6),
  ip_host: ofEach('The address with its network, as an interface has it: `192.168.0.1/28`.', (address) =>
    addressText({ ...address, isNetwork: true }),
  ),
  network_size: ofEach('Number of addresses of a network.', (address) => int(networkOf(address).size)),
  network_hosts: ofEach('The host addresses of a network.', hosts),
  gen_mac: filter(
    'A made-up MAC address with this prefix and three bytes more: the same prefix, the same address.',
    {},
    (value) => {
      const made = createHash('sha256').update(textOf(value)).digest('hex').slice(0, 6).toUpperCase();
      return [textOf(value), ...(made.match(/../g) as string[])].join(':');
    },
  ),
};

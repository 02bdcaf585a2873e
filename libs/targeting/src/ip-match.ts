import { BlockList, isIP } from 'node:net';
import { isList, type ValueMap } from '@fleet/values';

export type AddressRange =
  { readonly includes: (addresses: readonly string[]) => boolean } | { readonly malformed: string };

/**
 * An address or a network: `10.0.0.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fd00::/8`. A network is written by its first address: one with
 * further bits set means an address or a network, and nobody knows which.
 */
export function parseAddressRange(text: string): AddressRange {
  const [address = '', size, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%'))
    return { malformed: `${text} is neither an IP address nor a CIDR range` };
  const longest = version === 4 ? 32 : 128;
  const prefix = size === undefined ? longest : prefixOf(size, version);
  if (prefix === undefined || prefix > longest)
    return { malformed: `${text} is no network: /${size} is no size of an IPv${version} network` };
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (hasHostBits(address, prefix, longest))
    return { malformed: `${text} is no network: ${address} is one address in it, a network is named by its first` };
  const range = new BlockList();
  range.addSubnet(address, prefix, family);
  return { includes: (addresses) => addresses.some((own) => isIP(own) === version && range.check(own, family)) };
}

/** `8`, `255.0.0.0` (bits of the network) or `0.255.255.255` (bits of the hosts). */
function prefixOf(size: string, version: 4 | 6 | number): number | undefined {
  if (/^[0-9]{1,3}$/.test(size)) return Number(size);
  if (version !== 4 || isIP(size) !== 4) return undefined;
  const bits = bitsOf(size, 32);
  const network = /^(1*)0*$/.exec(bits)?.[1];
  if (network !== undefined) return network.length;
  return /^(0*)1*$/.exec(bits)?.[1]?.length;
}

function hasHostBits(address: string, prefix: number, longest: number): boolean {
  return bitsOf(address, longest).slice(prefix).includes('1');
}

function bitsOf(address: string, width: number): string {
  if (width === 32)
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const groups = groupsOf(address);
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

/** The eight groups of an IPv6 address, `::` and a dotted tail written out. */
function groupsOf(address: string): string[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = dotted
    ? address.slice(0, dotted.index) +
      [1, 3].map((index) => (Number(dotted[index]) * 256 + Number(dotted[index + 1])).toString(16)).join(':')
    : address;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}

/** The addresses that a minion claims, and those that every machine has. */
export function addressesOf(grains: ValueMap): string[] {
  const addresses = ['127.0.0.1', '::1'];
  for (const grain of ['ipv4', 'ipv6']) {
    const claimed = grains.get(grain);
    if (isList(claimed)) addresses.push(...claimed.filter((item) => typeof item === 'string'));
  }
  return addresses;
}

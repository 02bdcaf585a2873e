import { isIP } from 'node:net';
import { FunctionRefused } from '../definition.js';

/** An address as a number, with the width of its kind. */
export interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

export interface Network extends Address {
  readonly prefix: number;
}

/** @throws FunctionRefused `bad-arguments` */
export function parseAddress(text: string): Address {
  const plain = text.replace(/%.*$/, '');
  const version = isIP(plain);
  if (version === 0) throw new FunctionRefused('bad-arguments', `${text} is no IP address`);
  if (version === 4) return { bits: number(plain.split('.').map(Number), 8n), width: 32 };
  return {
    bits: number(
      groupsOf(plain).map((group) => Number.parseInt(group, 16)),
      16n,
    ),
    width: 128,
  };
}

/** `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, or one address; further bits are cut off unless `strict`. */
export function parseNetwork(text: string, strict = false): Network {
  const [address = '', size] = text.split('/');
  const { bits, width } = parseAddress(address);
  const prefix = size === undefined ? width : /^\d+$/.test(size) ? Number(size) : prefixOfMask(size);
  if (prefix > width) throw new FunctionRefused('bad-arguments', `${text} is no network`);
  const first = bits & maskOf(prefix, width);
  if (strict && first !== bits)
    throw new FunctionRefused('bad-arguments', `${text} is no network: it has host bits set`);
  return { bits: first, width, prefix };
}

/** How many bits of a mask are set. */
export function prefixOfMask(mask: string): number {
  return parseAddress(mask).bits.toString(2).replaceAll('0', '').length;
}

export function maskOf(prefix: number, width: 32 | 128): bigint {
  const all = (1n << BigInt(width)) - 1n;
  return all ^ (all >> BigInt(prefix));
}

export function contains(network: Network, address: Address): boolean {
  return network.width === address.width && (address.bits & maskOf(network.prefix, network.width)) === network.bits;
}

export function printAddress({ bits, width }: Address): string {
  if (width === 32) return parts(bits, 8n, 4).join('.');
  const groups = parts(bits, 16n, 8).map((group) => group.toString(16));
  const longest = /\b0(?::0)+\b/g;
  const text = groups.join(':');
  // The longest run of zeros, the first of several, becomes two colons.
  const runs = [...text.matchAll(longest)].sort((a, b) => b[0].length - a[0].length || a.index - b.index);
  const [run] = runs;
  if (!run) return text;
  const before = text.slice(0, run.index).replace(/:$/, '');
  const after = text.slice(run.index + run[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

export function printNetwork(network: Network): string {
  return `${printAddress(network)}/${network.prefix}`;
}

/** By number, as addresses are sorted. */
export function byNumber(a: string, b: string): number {
  const [one, other] = [parseAddress(a).bits, parseAddress(b).bits];
  return one < other ? -1 : one > other ? 1 : 0;
}

const privateNetworks = [
  ...['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/29', '192.0.0.170/31'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4'],
  ...['::1/128', '::/128', '::ffff:0:0/96', '100::/64', '2001::/23', '2001:db8::/32', 'fc00::/7', 'fe80::/10'],
].map((text) => parseNetwork(text));

/** Addresses that are not routed in the Internet. */
export function isPrivate(address: Address): boolean {
  return privateNetworks.some((network) => contains(network, address));
}

export function isLoopback(address: Address): boolean {
  return address.width === 32 ? address.bits >> 24n === 127n : address.bits === 1n;
}

function number(pieces: readonly number[], size: bigint): bigint {
  return pieces.reduce((sum, piece) => (sum << size) | BigInt(piece), 0n);
}

function parts(bits: bigint, size: bigint, count: number): number[] {
  const mask = (1n << size) - 1n;
  return Array.from({ length: count }, (_, index) => Number((bits >> (size * BigInt(count - 1 - index))) & mask));
}

function groupsOf(address: string): string[] {
  const dotted = /[\d.]+$/.exec(address)?.[0] ?? '';
  const tail = dotted.includes('.') ? parts(parseAddress(dotted).bits, 16n, 2).map((group) => group.toString(16)) : [];
  const plain = tail.length > 0 ? address.slice(0, -dotted.length) + tail.join(':') : address;
  const [head = '', rest] = plain.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (rest ?? '').split(':').filter((group) => group !== '');
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}

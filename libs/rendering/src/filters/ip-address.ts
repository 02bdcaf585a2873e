import { isIPv4, isIPv6 } from 'node:net';

/** An IP address, or a network where it is written with `/`. */
export interface Address {
  readonly version: 4 | 6;
  readonly bits: bigint;
  readonly prefix: number;
  readonly isNetwork: boolean;
}

export function parseAddress(text: string): Address | undefined {
  const [address = '', length, more] = text.trim().split('/');
  const version = isIPv4(address) ? 4 : isIPv6(address) && !address.includes('%') ? 6 : undefined;
  if (!version || more !== undefined) return undefined;
  const size = version === 4 ? 32 : 128;
  const prefix = length === undefined ? size : /^\d{1,3}$/.test(length) ? Number(length) : maskLength(length);
  if (prefix === undefined || prefix > size) return undefined;
  return {
    version,
    bits: version === 4 ? bitsOf4(address) : bitsOf6(address),
    prefix,
    isNetwork: length !== undefined,
  };
}

function maskLength(mask: string): number | undefined {
  if (!isIPv4(mask)) return undefined;
  const bits = bitsOf4(mask).toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}

function bitsOf4(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOf6(text: string): bigint {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const low = embedded ? bitsOf4(embedded[2] as string) : undefined;
  const plain =
    low === undefined ? text : `${embedded?.[1] ?? ''}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [head = '', tail] = plain.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return all.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

export function inNetwork(address: Address, network: Address): boolean {
  const shift = BigInt((network.version === 4 ? 32 : 128) - network.prefix);
  return address.version === network.version && address.bits >> shift === network.bits >> shift;
}

export function addressText(address: Address): string {
  const text = address.version === 4 ? text4(address.bits) : text6(address.bits);
  return address.isNetwork ? `${text}/${address.prefix}` : text;
}

function text4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((bits >> shift) & 0xffn).toString()).join('.');
}

/** The longest run of zero groups becomes `::`. */
function text6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  const runs = [
    ...groups
      .map((group) => (group === '0' ? '0' : 'x'))
      .join('')
      .matchAll(/00+/g),
  ];
  const longest = runs.reduce<RegExpMatchArray | undefined>(
    (best, run) => (best && best[0].length >= run[0].length ? best : run),
    undefined,
  );
  if (!longest) return groups.join(':');
  const at = longest.index as number;
  return `${groups.slice(0, at).join(':')}::${groups.slice(at + longest[0].length).join(':')}`;
}

import { isIPv4, isIPv6 } from 'node:net';

/** An IP address, or the address of an interface with its network where it is written with `/`. */
export interface Address {
  readonly version: 4 | 6;
  readonly bits: bigint;
  readonly prefix: number;
  readonly isNetwork: boolean;
  /** The zone of an IPv6 address: what follows `%`. */
  readonly zone?: string;
}

/** What Python's `ipaddress` takes for an address or interface. */
export function parseAddress(text: string): Address | undefined {
  const [written = '', length, more] = text.split('/');
  const [address = '', zone, moreZone] = written.split('%');
  const version = isIPv4(written) ? 4 : isIPv6(address) ? 6 : undefined;
  if (!version || more !== undefined || zone === '' || moreZone !== undefined) return undefined;
  const size = version === 4 ? 32 : 128;
  const prefix = length === undefined ? size : prefixOf(length, version);
  if (prefix === undefined || prefix > size) return undefined;
  return {
    version,
    bits: version === 4 ? bitsOf4(address) : bitsOf6(address),
    prefix,
    isNetwork: length !== undefined,
    ...(zone !== undefined && { zone }),
  };
}

function prefixOf(length: string, version: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(length)) return Number(length);
  return version === 4 ? maskLength(length) : undefined;
}

/** `255.255.255.0`, or the other way round `0.0.0.255`. */
function maskLength(mask: string): number | undefined {
  if (!isIPv4(mask)) return undefined;
  const bits = bitsOf4(mask).toString(2).padStart(32, '0');
  if (/^1*0*$/.test(bits)) return bits.replaceAll('0', '').length;
  return /^0*1*$/.test(bits) ? bits.replaceAll('1', '').length : undefined;
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

/** First address of its network, and how many there are. */
export function networkOf(address: Address): { readonly first: bigint; readonly size: bigint } {
  const size = 1n << BigInt((address.version === 4 ? 32 : 128) - address.prefix);
  return { first: (address.bits / size) * size, size };
}

export function addressText(address: Address): string {
  const text = address.version === 4 ? text4(address.bits) : text6(address.bits);
  const zone = address.zone === undefined ? '' : `%${address.zone}`;
  return address.isNetwork ? `${text}${zone}/${address.prefix}` : text + zone;
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

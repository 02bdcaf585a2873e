import { BlockList, isIP } from 'node:net';
import { isList, type ValueMap } from '@fleet/values';

/** A test for an address or a CIDR range (`10.0.0.0/8`, `fd00::/8`), or `undefined` where the text is neither. */
export function parseAddressRange(text: string): ((addresses: readonly string[]) => boolean) | undefined {
  const [address = '', prefixText, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? longest : /^[0-9]{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (!(prefix <= longest)) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(address, prefix, family);
  return (addresses) => addresses.some((own) => isIP(own) === version && range.check(own, family));
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

import { inNetwork, parseAddress, type Address } from './ip-address.js';

function within(...networks: string[]): (address: Address) => boolean {
  const parsed = networks.map((text) => parseAddress(text) as Address);
  return (address) => parsed.some((network) => inNetwork(address, network));
}

/** As Python 3.10 counts them, which Salt 3007 runs on. */
const isPrivate = within(
  ...'0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.0.170/31 192.0.2.0/24'.split(
    ' ',
  ),
  ...'192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32'.split(' '),
  ...'::1/128 ::/128 ::ffff:0:0/96 100::/64 2001::/23 2001:2::/48 2001:db8::/32 2001:10::/28 fc00::/7 fe80::/10'.split(
    ' ',
  ),
);
const isReserved = within(
  '240.0.0.0/4',
  ...'::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3'.split(' '),
  ...'8000::/3 a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9'.split(' '),
);
const isLoopback = within('127.0.0.0/8', '::1/128');
const isLinkLocal = within('169.254.0.0/16', 'fe80::/10');
const isSiteLocal = within('fec0::/10');
const isGlobal = (address: Address): boolean => !isPrivate(address);

/** What the options of Salt's filters ask of an address. */
export const addressKinds: ReadonlyMap<string, (address: Address) => boolean> = new Map([
  ['global', isGlobal],
  ['public', isGlobal],
  ['private', isPrivate],
  ['reserved', isReserved],
  ['loopback', isLoopback],
  ['lo', isLoopback],
  ['multicast', within('224.0.0.0/4', 'ff00::/8')],
  ['link-local', isLinkLocal],
  ['link_local', isLinkLocal],
  ['linklocal', isLinkLocal],
  ['ll', isLinkLocal],
  ['site-local', isSiteLocal],
  ['site_local', isSiteLocal],
  ['sl', isSiteLocal],
  ['unspecified', within('0.0.0.0/32', '::/128')],
]);

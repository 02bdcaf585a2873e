import { readText, type GrainFamily } from './family.js';

export const gateway: GrainFamily = {
  name: 'gateway',
  doc: 'Where packets to the Internet go: ip4_gw and ip6_gw (an address, or false) and ip_gw (whether there is one).',
  async collect(host) {
    const four = ipv4Gateway((await readText(host, '/proc/net/route')) ?? '');
    const six = ipv6Gateway((await readText(host, '/proc/net/ipv6_route')) ?? '');
    return { ip4_gw: four ?? false, ip6_gw: six ?? false, ip_gw: four !== undefined || six !== undefined };
  },
};

/** Interface, destination, gateway, flags, …, mask: numbers in hexadecimal, their bytes turned round. */
function ipv4Gateway(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, destination, hex, , , , , mask] = line.trim().split(/\s+/);
    if (destination !== '00000000' || mask !== '00000000' || hex === undefined) continue;
    return [...Buffer.from(hex, 'hex')].reverse().join('.');
  }
  return undefined;
}

function ipv6Gateway(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const [destination = '', size, , , hex = '', , , , , name] = line.trim().split(/\s+/);
    if (!/^0{32}$/.test(destination) || size !== '00' || name === 'lo' || /^0*$/.test(hex)) continue;
    // The URL parser writes an address in its shortest form.
    return new URL(`http://[${hex.match(/.{4}/g)?.join(':')}]`).hostname.slice(1, -1);
  }
  return undefined;
}

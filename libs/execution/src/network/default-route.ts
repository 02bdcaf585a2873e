import { Arg } from '@fleet/arguments';
import { HostRefusal, type HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { printAddress } from './ip-math.js';

export class NetworkDefaultRouteArgs {
  @Arg({ doc: 'Only of one kind: inet, or inet6.', type: 'string', optional: true, oneOf: ['inet', 'inet6'] })
  family?: 'inet' | 'inet6';
}

export const defaultRoute = defineFunction({
  name: 'network.default_route',
  doc: 'Where packets go that no other route takes.',
  args: NetworkDefaultRouteArgs,
  example: 'network.default_route family=inet',
  looks: true,
  async run(host, { family }) {
    const four = family === 'inet6' ? [] : ipv4Routes(await lines(host, '/proc/net/route'));
    const six = family === 'inet' ? [] : ipv6Routes(await lines(host, '/proc/net/ipv6_route'));
    return [...four, ...six];
  },
});

/** Interface, destination, gateway and flags, the numbers in hexadecimal and with the bytes turned round. */
function ipv4Routes(rows: readonly string[][]): ValueMap[] {
  return rows
    .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
    .map(([name = '', , gateway = '0']) => {
      const bytes = Buffer.from(gateway.padStart(8, '0'), 'hex').reverse();
      const from = printAddress({ bits: BigInt(`0x${bytes.toString('hex')}`), width: 32 });
      return route('inet', '0.0.0.0', from, '0.0.0.0', name);
    });
}

function ipv6Routes(rows: readonly string[][]): ValueMap[] {
  return rows
    .filter(
      ([destination, size, , , , , , , , name]) => /^0+$/.test(destination ?? '') && size === '00' && name !== 'lo',
    )
    .map(([, , , , gateway = '0', , , , , name = '']) =>
      route('inet6', '::/0', printAddress({ bits: BigInt(`0x${gateway}`), width: 128 }), '', name),
    );
}

function route(family: string, destination: string, gateway: string, netmask: string, name: string): ValueMap {
  return new Map<Value, Value>([
    ['addr_family', family],
    ['destination', destination],
    ['gateway', gateway],
    ['netmask', netmask],
    ['flags', 'UG'],
    ['interface', name],
  ]);
}

async function lines(host: HostView, path: string): Promise<string[][]> {
  try {
    const text = (await host.files.read(path)).toString('utf8');
    return text.split('\n').map((line) => line.trim().split(/\s+/));
  } catch (cause) {
    if (cause instanceof HostRefusal) return [];
    throw cause;
  }
}

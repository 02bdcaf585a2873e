import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';
import { AddressArgs } from './address.args.js';
import { parseNetwork, printNetwork } from './ip-math.js';

export class NetworkCalcNetArgs extends AddressArgs {
  @Arg({ doc: 'Its mask, where the address is without one.', type: 'string', optional: true })
  netmask?: string;
}

export const calcNet = defineQuick({
  name: 'network.calc_net',
  doc: 'The network that an address is in.',
  args: NetworkCalcNetArgs,
  example: 'network.calc_net 172.17.0.5 255.255.255.240',
  now: (want) =>
    printNetwork(parseNetwork(want.netmask === undefined ? want.ip_addr : `${want.ip_addr}/${want.netmask}`)),
});

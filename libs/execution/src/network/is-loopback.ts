import { defineQuick } from '../definition.js';
import { AddressArgs } from './address.args.js';
import { isLoopback as isLoopbackAddress, parseAddress } from './ip-math.js';

export const isLoopback = defineQuick({
  name: 'network.is_loopback',
  doc: 'Whether an address is one of the loopback interface.',
  args: AddressArgs,
  example: 'network.is_loopback 127.0.0.1',
  now: (want) => isLoopbackAddress(parseAddress(want.ip_addr)),
});

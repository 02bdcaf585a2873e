import { defineQuick } from '../definition.js';
import { AddressArgs } from './address.args.js';
import { isPrivate as isPrivateAddress, parseAddress } from './ip-math.js';

export const isPrivate = defineQuick({
  name: 'network.is_private',
  doc: 'Whether the Internet does not route an address.',
  args: AddressArgs,
  example: 'network.is_private 10.0.0.3',
  now: (want) => isPrivateAddress(parseAddress(want.ip_addr)),
});

import { Arg } from '@fleet/arguments';

export class AddressArgs {
  @Arg({ doc: 'An IP address.', type: 'string' })
  ip_addr!: string;
}

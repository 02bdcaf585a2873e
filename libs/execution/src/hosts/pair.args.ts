import { Arg } from '@fleet/arguments';

export class HostsPairArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  ip!: string;

  @Arg({ doc: 'The name.', type: 'string' })
  alias!: string;
}

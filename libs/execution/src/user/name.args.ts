import { Arg } from '@fleet/arguments';

export class AccountNameArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;
}

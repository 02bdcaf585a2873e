import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setField } from './password.js';

export class ShadowSetInactdaysArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The days; -1 for ever.', type: 'int' })
  inactdays!: number;
}

export const setInactdays = defineFunction({
  name: 'shadow.set_inactdays',
  doc: 'Set for how many days an expired password is still taken.',
  args: ShadowSetInactdaysArgs,
  example: 'shadow.set_inactdays deploy 30',
  run: (host, want) => setField(host, want.name, 'inactive', want.inactdays),
});

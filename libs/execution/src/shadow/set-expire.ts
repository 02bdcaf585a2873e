import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setField } from './password.js';

export class ShadowSetExpireArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The day, counted from 1970-01-01; -1 for never.', type: 'int' })
  expire!: number;
}

export const setExpire = defineFunction({
  name: 'shadow.set_expire',
  doc: 'Set the day after which nobody can log in with an account.',
  args: ShadowSetExpireArgs,
  example: 'shadow.set_expire deploy 20000',
  run: (host, want) => setField(host, want.name, 'expires', want.expire),
});

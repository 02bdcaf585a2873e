import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setField } from './password.js';

export class ShadowSetWarndaysArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The days.', type: 'int' })
  warndays!: number;
}

export const setWarndays = defineFunction({
  name: 'shadow.set_warndays',
  doc: 'Set how many days before its end a password is warned of.',
  args: ShadowSetWarndaysArgs,
  example: 'shadow.set_warndays deploy 30',
  run: (host, want) => setField(host, want.name, 'warning', want.warndays),
});

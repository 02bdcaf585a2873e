import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setField } from './password.js';

export class ShadowSetMaxdaysArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The days; -1 for never.', type: 'int' })
  maxdays!: number;
}

export const setMaxdays = defineFunction({
  name: 'shadow.set_maxdays',
  doc: 'Set after how many days a password must be changed.',
  args: ShadowSetMaxdaysArgs,
  example: 'shadow.set_maxdays deploy 30',
  run: (host, want) => setField(host, want.name, 'maximum', want.maxdays),
});

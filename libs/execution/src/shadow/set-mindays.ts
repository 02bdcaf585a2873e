import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setField } from './password.js';

export class ShadowSetMindaysArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The days.', type: 'int' })
  mindays!: number;
}

export const setMindays = defineFunction({
  name: 'shadow.set_mindays',
  doc: 'Set how many days must pass between changes of a password.',
  args: ShadowSetMindaysArgs,
  example: 'shadow.set_mindays deploy 30',
  run: (host, want) => setField(host, want.name, 'minimum', want.mindays),
});

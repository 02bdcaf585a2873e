import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { setField } from './password.js';

export class ShadowSetDateArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The day, counted from 1970-01-01; -1 for none.', type: 'int' })
  date!: number;
}

export const setDate = defineFunction({
  name: 'shadow.set_date',
  doc: 'Set the day of the last change of a password; 0 asks for a new one at the next login.',
  args: ShadowSetDateArgs,
  example: 'shadow.set_date deploy 20000',
  run: (host, want) => setField(host, want.name, 'changed', want.date),
});

import { Arg } from '@fleet/arguments';
import { defineQuick, FunctionRefused } from '../definition.js';

export class SdbGetArgs {
  @Arg({ doc: 'Where a value lies: sdb://profile/key. Any other text stands for itself.', type: 'string' })
  uri!: string;
}

export const get = defineQuick({
  name: 'sdb.get',
  doc: 'A text, unless it names a value of a secret store: fleet has none on its minions and refuses.',
  args: SdbGetArgs,
  example: 'sdb.get plain',
  now({ uri }) {
    if (!uri.startsWith('sdb://')) return uri;
    throw new FunctionRefused('not-allowed', `${uri}: minions read no secret store; encrypt the value in the pillar`);
  },
});

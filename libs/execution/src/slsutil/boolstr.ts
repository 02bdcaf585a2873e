import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { isTrue } from '../truth.js';

export class SlsutilBoolstrArgs {
  @Arg({ doc: 'What is asked.', type: 'any', nullable: true })
  value!: Value;

  @Arg({ doc: 'The word for true.', type: 'string', default: 'true' })
  true!: string;

  @Arg({ doc: 'The word for false.', type: 'string', default: 'false' })
  false!: string;
}

export const boolstr = defineQuick({
  name: 'slsutil.boolstr',
  doc: 'A word for true or for false, for configuration files that have their own.',
  args: SlsutilBoolstrArgs,
  example: 'slsutil.boolstr true on off',
  now: (want) => (isTrue(want.value) ? want.true : want.false),
});

import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';
import { masterOpts } from './sources.js';

export class ConfigDotValsArgs {
  @Arg({ doc: 'What stands before the first dot.', type: 'string' })
  value!: string;
}

export const dotVals = defineQuick({
  name: 'config.dot_vals',
  doc: 'All settings whose name begins with a word and a dot.',
  args: ConfigDotValsArgs,
  example: 'config.dot_vals mysql',
  needs: ['pillar'],
  now: ({ value }, { opts, pillar }) =>
    new Map([...masterOpts(pillar), ...opts].filter(([name]) => String(name).startsWith(`${value}.`))),
});

import { Arg } from '@fleet/arguments';
import { traverse, type Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { formulaDefaults } from './formula-defaults.js';

export class DefaultsGetArgs {
  @Arg({ doc: 'Folder of the formula, and after a colon the path of a value in its defaults.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What to answer where there is nothing at that path.', type: 'any', default: '', nullable: true })
  default!: Value;
}

export const get = defineFunction({
  name: 'defaults.get',
  doc: 'A value of the defaults.yaml or defaults.json that lies in the folder of a formula.',
  args: DefaultsGetArgs,
  example: 'defaults.get nginx:server:config',
  looks: true,
  async run(_host, want, context) {
    const colon = want.key.indexOf(':');
    if (colon < 0) return formulaDefaults(context, want.key);
    const defaults = await formulaDefaults(context, want.key.slice(0, colon));
    const found = traverse(defaults, want.key.slice(colon + 1));
    return found === undefined ? want.default : found;
  },
});

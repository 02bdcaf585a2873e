import { Arg } from '@fleet/arguments';
import { isMap, type Value } from '@fleet/values';
import { defineQuick, FunctionRefused } from '../definition.js';
import { updated } from '../dict-update.js';

export class DefaultsUpdateArgs {
  @Arg({ doc: 'Name → mapping, each of which gets the defaults.', type: 'any', nullable: true })
  dest!: Value;

  @Arg({ doc: 'What each has where it says nothing else.', type: 'any', nullable: true })
  defaults!: Value;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: true })
  merge_lists!: boolean;

  @Arg({ doc: 'In a template: `dest` itself becomes the answer.', type: 'boolean', default: true })
  in_place!: boolean;

  @Arg({ doc: 'Take nothing for an empty mapping.', type: 'boolean', default: true })
  convert_none!: boolean;
}

export const update = defineQuick({
  name: 'defaults.update',
  doc: 'The same defaults below every mapping of a mapping.',
  args: DefaultsUpdateArgs,
  example: 'defaults.update "{web1: {port: 81}, web2: {}}" "{port: 80}"',
  now({ dest, defaults, merge_lists, convert_none }) {
    const given = (value: Value): Value => (convert_none && value === null ? new Map() : value);
    const nodes = given(dest);
    if (!isMap(nodes))
      throw new FunctionRefused('bad-arguments', 'defaults.update: dest must be a mapping of mappings');
    const options = { mergeLists: merge_lists };
    return new Map([...nodes].map(([name, node]) => [name, updated(given(defaults), given(node), options)]));
  },
});

import { Arg, Rest } from '@fleet/arguments';
import { pythonRepr, toYaml } from '@fleet/rendering';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { jsonText } from './json-text.js';

export class SlsutilSerializeArgs {
  @Arg({ doc: 'The form to write.', type: 'string', oneOf: ['json', 'yaml', 'python'] })
  serializer!: 'json' | 'yaml' | 'python';

  @Arg({ doc: 'What to write.', type: 'any', nullable: true })
  obj!: Value;

  @Rest({ doc: '`indent` and `sort_keys` for JSON; `default_flow_style` and `sort_keys` for YAML.', of: 'named' })
  options: ValueMap = new Map();
}

export const serialize = defineQuick({
  name: 'slsutil.serialize',
  doc: 'Data as text.',
  args: SlsutilSerializeArgs,
  example: 'slsutil.serialize json "{a: [1, 2]}"',
  now({ serializer, obj, options }) {
    const sort = options.get('sort_keys') === true;
    if (serializer === 'json') {
      const indent = options.get('indent') ?? null;
      return jsonText(obj, { sort, ...(typeof indent === 'number' && { indent }) });
    }
    if (serializer === 'python') return pythonRepr(obj);
    const flow = options.get('default_flow_style') === true;
    return toYaml(obj, { flow, sort: options.get('sort_keys') !== false && isMap(obj) }).replace(/(\n\.\.\.)?\n$/, '');
  },
});

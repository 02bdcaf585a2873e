import { equal, isList, type Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { GrainListArgs } from './grain.args.js';
import { grainNow, setGrain } from './parts/now.js';

export const listPresent = defineState({
  name: 'grains.list_present',
  doc: 'Keep values in a grain that is a list; one that does not exist is made.',
  args: GrainListArgs,
  example: 'roles:\n  grains.list_present:\n    - value:\n        - web\n        - router\n',
  async plan(_host, want, context) {
    const before = await grainNow(context, want.name, want.delimiter);
    if (before !== undefined && before !== null && !isList(before))
      return impossible(`Grain ${want.name} is not a valid list`);
    const list: readonly Value[] = isList(before ?? null) ? (before as readonly Value[]) : [];
    const wanted = isList(want.value) ? want.value : [want.value];
    const missing = wanted.filter((value) => !list.some((item) => equal(item, value)));
    if (missing.length === 0) return already(`Value is already in grain ${want.name}`);
    return {
      steps: [setGrain(context, want, before, [...list, ...missing], true)],
      already: '',
      done: `Append value ${missing.map(String).join(', ')} to grain ${want.name}`,
      would: `Value ${missing.map(String).join(', ')} is set to be appended to grain ${want.name}`,
    };
  },
});

import { equal, isList } from '@fleet/values';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { GrainListArgs } from './grain.args.js';
import { grainNow, setGrain } from './parts/now.js';

export const listAbsent = defineState({
  name: 'grains.list_absent',
  doc: 'Keep values out of a grain that is a list.',
  args: GrainListArgs,
  example: 'roles:\n  grains.list_absent:\n    - value: router\n',
  async plan(_host, want, context) {
    const before = await grainNow(context, want.name, want.delimiter);
    if (before === undefined || before === null) return already(`Grain ${want.name} does not exist`);
    if (!isList(before)) return impossible(`Grain ${want.name} is not a valid list`);
    const unwanted = isList(want.value) ? want.value : [want.value];
    const left = before.filter((item) => !unwanted.some((value) => equal(value, item)));
    if (left.length === before.length) return already(`Value is absent from grain ${want.name}`);
    return {
      steps: [setGrain(context, want, before, left, true)],
      already: '',
      done: `Value was deleted from grain ${want.name}`,
      would: `Value is set to be deleted from grain ${want.name}`,
    };
  },
});

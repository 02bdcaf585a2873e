import { Arg } from '@fleet/arguments';
import { equal, isList, type Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { GrainListArgs } from './grain.args.js';
import { grainNow, setGrain } from './parts/now.js';

export class GrainsAppendArgs extends GrainListArgs {
  @Arg({ doc: 'Make a list of a grain that is none.', type: 'boolean', default: false })
  convert!: boolean;
}

export const append = defineState({
  name: 'grains.append',
  doc: 'Keep a value in a grain that is a list and exists; grains.list_present also makes one.',
  args: GrainsAppendArgs,
  example: 'roles:\n  grains.append:\n    - value: router\n',
  async plan(_host, want, context) {
    const before = await grainNow(context, want.name, want.delimiter);
    if (before === undefined) return impossible(`Grain ${want.name} does not exist`);
    if (!isList(before) && !want.convert)
      return impossible(`Grain ${want.name} is not a valid list; convert makes one of it`);
    const list: readonly Value[] = isList(before) ? before : [before];
    if (isList(before) && list.some((item) => equal(item, want.value)))
      return already(`Value ${String(want.value)} is already in the list for grain ${want.name}`);
    return {
      steps: [setGrain(context, want, before, [...list.filter((item) => !equal(item, want.value)), want.value], true)],
      already: '',
      done: `Value ${String(want.value)} was added to grain ${want.name}`,
      would: `Value ${String(want.value)} in grain ${want.name} is set to be added`,
    };
  },
});

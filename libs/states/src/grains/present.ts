import { Arg } from '@fleet/arguments';
import { equal, isList, isMap, type Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { GrainArgs } from './grain.args.js';
import { grainNow, setGrain } from './parts/now.js';

export class GrainsPresentArgs extends GrainArgs {
  @Arg({ doc: 'Its value.', type: 'any', nullable: true })
  value!: Value;

  @Arg({ doc: 'Replace a list or a mapping, or a plain value by one of these.', type: 'boolean', default: false })
  force!: boolean;
}

export const present = defineState({
  name: 'grains.present',
  doc: 'Keep a grain at a value, in the file of grains of the minion; the master hears of it at once.',
  args: GrainsPresentArgs,
  example: 'cortensord:role:\n  grains.present:\n    - value: router\n',
  async plan(_host, want, context) {
    const before = await grainNow(context, want.name, want.delimiter);
    if (before !== undefined && equal(before, want.value)) return already('Grain is already set');
    const rich = (value: Value | undefined): boolean => isMap(value ?? null) || isList(value ?? null);
    if (!want.force && (rich(before) || (rich(want.value) && (before ?? null) !== null)))
      return impossible(`The key '${want.name}' exists with another kind of value. Use 'force=True' to overwrite.`);
    return {
      steps: [setGrain(context, want, before, want.value, want.force)],
      already: 'Grain is already set',
      done: `Set grain ${want.name}`,
      would: `Grain ${want.name} is set to be ${before === undefined ? 'added' : 'changed'}`,
    };
  },
});

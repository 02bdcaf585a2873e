import { Arg } from '@fleet/arguments';
import { isList, isMap, type Value } from '@fleet/values';
import { defineState, StepFailed } from '../definition.js';
import { already, impossible, oldNew, step } from '../step.js';
import { GrainArgs } from './grain.args.js';
import { grainNow, setGrain } from './parts/now.js';

export class GrainsAbsentArgs extends GrainArgs {
  @Arg({ doc: 'Take the grain away; otherwise its value becomes None.', type: 'boolean', default: false })
  destructive!: boolean;

  @Arg({ doc: 'Also a list or a mapping.', type: 'boolean', default: false })
  force!: boolean;
}

export const absent = defineState({
  name: 'grains.absent',
  doc: 'Keep a grain empty, or away. One that is found on the machine cannot be taken away, and that is a failure.',
  args: GrainsAbsentArgs,
  example: 'old_role:\n  grains.absent:\n    - destructive: true\n',
  async plan(_host, want, context) {
    const { name, delimiter, destructive } = want;
    const before = await grainNow(context, name, delimiter);
    if (before === undefined) return already(`Grain ${name} does not exist`);
    if (before === null && !destructive) return already(`Value for grain ${name} is already None`);
    if (!want.force && (isMap(before) || isList(before)))
      return impossible(`The key '${name}' exists but is a dict or a list. Use 'force=True' to overwrite.`);
    const takeAway = step(`take away grain ${name}`, { [name]: oldNew('(its value)', null) }, async () => {
      const kwargs = new Map<Value, Value>([
        ['val', null],
        ['destructive', true],
        ['force', true],
        ['delimiter', delimiter],
      ]);
      // What is None already would be no change to the function.
      if (before === null) await context.call('grains.set', [name, ''], new Map([['delimiter', delimiter]]));
      await context.call('grains.set', [name], kwargs);
      if ((await grainNow(context, name, delimiter)) !== undefined)
        throw new StepFailed(
          `${name} is found on the machine, or stands in the configuration of the minion: it cannot be taken away`,
        );
    });
    return {
      steps: [destructive ? takeAway : setGrain(context, want, before, null, true)],
      already: `Grain ${name} does not exist`,
      done: destructive ? `Grain ${name} was deleted` : `Value for grain ${name} was set to None`,
      would: destructive ? `Grain ${name} is set to be deleted` : `Value for grain ${name} is set to be deleted (None)`,
    };
  },
});

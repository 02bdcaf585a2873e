import { Arg } from '@fleet/arguments';
import { MinLength } from 'class-validator';
import { equal, isList, traverse, type Value } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { editGrains, putAt } from './grains-file.js';
import { GrainKeyArgs } from './key.args.js';

export class GrainsRemoveArgs extends GrainKeyArgs {
  @Arg({ doc: 'What to take out.', type: 'any' })
  val!: Value;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  @MinLength(1, { message: '`delimiter` must not be empty' })
  delimiter!: string;
}

export const remove = defineFunction({
  name: 'grains.remove',
  doc: 'Take a value out of a grain that is a list.',
  args: GrainsRemoveArgs,
  example: 'grains.remove roles router',
  async run(host, { key, val, delimiter }, context) {
    const list = traverse(await context.grains(), key, delimiter);
    if (!isList(list ?? null)) return new FunctionResult(`The key ${key} is not a valid list`, 1, 'txt');
    const shorter = (list as readonly Value[]).filter((item) => !equal(item, val));
    if (shorter.length === (list as readonly Value[]).length)
      return new FunctionResult(`The val ${String(val)} was not in the list ${key}`, 0, 'txt');
    await editGrains(host, context, (own) => putAt(own, key.split(delimiter), shorter));
    return new Map([[key, shorter]]);
  },
});

import { Arg } from '@fleet/arguments';
import { MinLength } from 'class-validator';
import { equal, isList, traverse, type Value } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { editGrains, putAt } from './grains-file.js';
import { GrainKeyArgs } from './key.args.js';

export class GrainsAppendArgs extends GrainKeyArgs {
  @Arg({ doc: 'What to append.', type: 'any' })
  val!: Value;

  @Arg({ doc: 'Make a list of a grain that is none.', type: 'boolean', default: false })
  convert!: boolean;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  @MinLength(1, { message: '`delimiter` must not be empty' })
  delimiter!: string;
}

export const append = defineFunction({
  name: 'grains.append',
  doc: 'Append a value to a grain that is a list; a grain that does not exist becomes one.',
  args: GrainsAppendArgs,
  example: 'grains.append roles router',
  async run(host, { key, val, convert, delimiter }, context) {
    const present = traverse(await context.grains(), key, delimiter);
    const list = present === undefined ? [] : isList(present) ? present : convert ? [present] : undefined;
    if (!list) return new FunctionResult(`The key ${key} is not a valid list`, 1, 'txt');
    if (list.some((item) => equal(item, val)))
      return new FunctionResult(`The val ${String(val)} was already in the list ${key}`, 0, 'txt');
    const longer = [...list, val];
    await editGrains(host, context, (own) => putAt(own, key.split(delimiter), longer));
    return new Map([[key, longer]]);
  },
});

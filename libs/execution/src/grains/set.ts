import { Arg } from '@fleet/arguments';
import { MinLength } from 'class-validator';
import { equal, isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { editGrains, putAt, takeAt } from './grains-file.js';
import { GrainKeyArgs } from './key.args.js';

export class GrainsSetArgs extends GrainKeyArgs {
  @Arg({ doc: 'Its value.', type: 'any', default: '', nullable: true })
  val!: Value;

  @Arg({ doc: 'Replace a list or a mapping, or a plain value by one of these.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'With a value of None: take the grain away.', type: 'boolean', default: false })
  destructive!: boolean;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  @MinLength(1, { message: '`delimiter` must not be empty' })
  delimiter!: string;
}

export const set = defineFunction({
  name: 'grains.set',
  doc: 'Give this minion a grain, also one inside of another; the file of its own grains keeps it, and the master hears of it at once.',
  args: GrainsSetArgs,
  example: 'grains.set cortensord:role router',
  async run(host, want, context) {
    const { key, val, delimiter } = want;
    const grains = await context.grains();
    const present = traverse(grains, key, delimiter);
    if (present !== undefined && equal(present, val)) return answer(true, 'Grain is already set');
    const why = want.force ? undefined : whyNot(grains, present, want);
    if (why !== undefined) return new FunctionResult(answer(false, why), 1);
    const steps = key.split(delimiter);
    await editGrains(host, context, (own) => {
      if (val === null && want.destructive) takeAt(own, steps);
      else putAt(own, steps, val);
    });
    return answer(true, '', new Map([[key, val]]));
  },
});

function whyNot(
  grains: ValueMap,
  present: Value | undefined,
  { key, val, delimiter }: GrainsSetArgs,
): string | undefined {
  const rich = (value: Value): boolean => isMap(value) || isList(value);
  if (present !== undefined && present !== null) {
    if (rich(present)) return `The key '${key}' exists but is a dict or a list. Use 'force=True' to overwrite.`;
    if (rich(val))
      return `The key '${key}' exists and the given value is a dict or a list. Use 'force=True' to overwrite.`;
  }
  const steps = key.split(delimiter);
  for (let count = 1; count < steps.length; count += 1) {
    const path = steps.slice(0, count).join(delimiter);
    const above = traverse(grains, path, delimiter);
    if (above !== undefined && !isMap(above))
      return `The key '${path}' has a value, and is no mapping that '${key}' could be in. Use 'force=True' to overwrite.`;
  }
  return undefined;
}

function answer(result: boolean, comment: string, changes: ValueMap = new Map()): ValueMap {
  return new Map<Value, Value>([
    ['result', result],
    ['changes', changes],
    ['comment', comment],
  ]);
}

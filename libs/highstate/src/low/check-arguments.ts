import { describeArguments, parseArguments, type ArgumentClass } from '@fleet/arguments';
import { StepFailed, type StateDefinition } from '@fleet/states';
import type { ValueMap } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Argument, Locate } from '../representations.js';
import { holdsSlot } from './slots.js';

const known = new WeakMap<ArgumentClass, ReadonlySet<string>>();

/** Names of the arguments that a state function declares. */
export function knownArguments(definition: StateDefinition): ReadonlySet<string> {
  let names = known.get(definition.args);
  if (!names) known.set(definition.args, (names = new Set(describeArguments(definition.args).map(({ name }) => name))));
  return names;
}

/**
 * The checked arguments, or `undefined`: they do not fit (each misfit is reported where it is written), or some are slots and can only
 * be checked when the chunk runs.
 */
export function checkArguments(
  definition: StateDefinition,
  values: ValueMap,
  given: readonly Argument[],
  where: string,
  place: Locate | undefined,
  problems: Problems,
): object | undefined {
  const slots = new Set([...values].filter(([, value]) => holdsSlot(value)).map(([key]) => key));
  const parsed = parseArguments(definition.args, { positional: [], named: values });
  if (parsed.ok) return slots.size === 0 ? parsed.want : undefined;
  for (const { argument, kind, message } of parsed.problems) {
    if (kind === 'wrong' && slots.has(argument)) continue;
    const at = given.findLast(({ key }) => key === argument)?.at ?? place;
    problems.error(`state.${kind}-argument`, `${where}: ${message}`, at);
  }
  return undefined;
}

/** As {@link checkArguments}, for arguments whose slots are filled. @throws StepFailed with every misfit. */
export function checkedWant(definition: StateDefinition, values: ValueMap): object {
  const parsed = parseArguments(definition.args, { positional: [], named: values });
  if (!parsed.ok) throw new StepFailed(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.want;
}

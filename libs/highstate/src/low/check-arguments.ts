import { nearMatch } from '@fleet/diagnostics';
import { describeArguments, parseArguments, type ArgumentClass } from '@fleet/arguments';
import { StepFailed, type StateDefinition } from '@fleet/states';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Argument, Locate } from '../representations.js';
import { inverseRequisites, requisiteKinds } from '../requisite-kinds.js';
import { engineKeys } from './read-options.js';
import { readReference } from './reference.js';
import { holdsSlot, malformedSlots } from './slots.js';

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
  const slots = new Set<Value>();
  for (const [key, value] of values) if (holdsSlot(value)) slots.add(key);
  for (const key of slots) {
    const argument = given.findLast((one) => one.key === key);
    for (const slot of malformedSlots(values.get(key) ?? null))
      problems.error(
        'state.malformed-slot',
        `${where}: ${slot} is no slot that can be read`,
        argument?.at ?? place,
        'Write __slot__:salt:module.function(argument, key=value), then .key for a part of the answer, then ~ text to put behind it.',
      );
  }
  const parsed = parseArguments(definition.args, { positional: [], named: values });
  if (parsed.ok) return slots.size === 0 ? parsed.want : undefined;
  for (const { argument, kind, message } of parsed.problems) {
    if (kind === 'wrong' && slots.has(argument)) continue;
    const at = given.findLast(({ key }) => key === argument)?.at ?? place;
    if (kind === 'unknown') unknownArgument(argument, definition, where, at, problems);
    else problems.error(`state.${kind}-argument`, `${where}: ${message}`, at);
  }
  return undefined;
}

/** What was meant may be an argument, or what the engine takes at every state: `requires` is neither. */
function unknownArgument(
  name: string,
  definition: StateDefinition,
  where: string,
  at: Locate | undefined,
  problems: Problems,
): void {
  const near = nearMatch(name, [...knownArguments(definition), ...keywords]);
  const advice = near === undefined ? undefined : `Did you mean ${near}?`;
  problems.error('state.unknown-argument', `${where}: there is no argument \`${name}\``, at, advice);
}

/** What every state takes, whatever its own arguments are. */
const keywords: readonly string[] = [
  ...Object.keys(requisiteKinds),
  ...inverseRequisites.keys(),
  ...engineKeys,
  ...['use', 'use_in', 'names', 'order'],
];

/** A state that takes whatever it is given takes a misspelt requisite too, and would not wait for anything. */
export function warnOfMisspeltRequisites(
  definition: StateDefinition,
  given: readonly Argument[],
  modules: ReadonlySet<string>,
  where: string,
  problems: Problems,
): void {
  for (const { key, value, at } of given) {
    if (knownArguments(definition).has(key) || !isList(value) || value.length === 0) continue;
    const near = nearMatch(key, requisites);
    if (near === undefined || !value.every((item) => namesState(item, modules))) continue;
    problems.warning('requisite.misspelt', `${where}: ${key} is no requisite`, at, `Did you mean ${near}?`);
  }
}

function namesState(item: Value, modules: ReadonlySet<string>): boolean {
  const read = isMap(item) ? readReference(item) : 'empty';
  return typeof read === 'object' && 'what' in read && (modules.has(read.what) || read.what === 'sls');
}

const requisites: readonly string[] = [...Object.keys(requisiteKinds), ...inverseRequisites.keys()];

/** As {@link checkArguments}, for arguments whose slots are filled. @throws StepFailed with every misfit. */
export function checkedWant(definition: StateDefinition, values: ValueMap): object {
  const parsed = parseArguments(definition.args, { positional: [], named: values });
  if (!parsed.ok) throw new StepFailed(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.want;
}

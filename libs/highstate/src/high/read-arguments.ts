import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Argument, Locate, SlsFile } from '../representations.js';
import { inverseRequisites, isReferenceList } from '../requisite-kinds.js';

export interface ReadArguments {
  /** Functions named as list items: `test: [nop, name: x]`. */
  readonly functions: readonly string[];
  readonly arguments: readonly Argument[];
}

/** The list under `mod.fun:`: `- key: value` items, and bare texts that name the function. */
export function readArguments(
  value: Value,
  where: string,
  file: SlsFile,
  place: Locate | undefined,
  problems: Problems,
): ReadArguments {
  if (!isList(value)) {
    const detail =
      value === null
        ? 'Without arguments there is no colon at the end either: write "mod.fun", or "mod.fun: []".'
        : isMap(value)
          ? 'Write each argument as an item: "- name: value".'
          : undefined;
    problems.error('state.not-a-list', `${where} needs a list of arguments`, place, detail);
    return { functions: [], arguments: [] };
  }
  const functions: string[] = [];
  const found: Argument[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const item = value[index] as Value;
    const at = file.at(value, index, place);
    if (typeof item === 'string') functions.push(item);
    else if (item === null) problems.warning('state.empty-argument', `${where} lists an argument that is empty`, at);
    else if (isMap(item) && fits(item))
      for (const key of item.keys()) readArgument(item, key, where, file, at, problems, found);
    else malformed(item, where, at, problems);
  }
  return { functions, arguments: found };
}

function malformed(item: Value, where: string, at: Locate, problems: Problems): void {
  const [key, value] = isMap(item) ? ([...item][0] ?? []) : [];
  const advice =
    typeof key === 'string' && value === null
      ? `What belongs to ${key} is indented further than ${key} itself.`
      : undefined;
  problems.error('state.malformed-argument', `${where} lists something that is not one "key: value"`, at, advice);
}

/** Keys below each other in one item are arguments as well, but references stand alone in theirs. */
function fits(item: ValueMap): boolean {
  return item.size === 1 || (item.size > 1 && !isReferenceList(String([...item.keys()][0])));
}

function readArgument(
  item: ValueMap,
  key: Value,
  where: string,
  file: SlsFile,
  place: Locate | undefined,
  problems: Problems,
  found: Argument[],
): void {
  const value = item.get(key) as Value;
  const at = file.at(item, key, place);
  if (typeof key !== 'string') {
    problems.error('state.malformed-argument', `${where} has an argument whose name is not text`, at);
  } else if (isReferenceList(key) && !isList(value) && !(inverseRequisites.has(key) && isMap(value))) {
    problems.error(
      'requisite.not-a-list',
      `${key} of ${where} must be a list`,
      at,
      `Write "- ${key}:" and the references below it as items.`,
    );
  } else {
    found.push({ key, value, at, file });
  }
}

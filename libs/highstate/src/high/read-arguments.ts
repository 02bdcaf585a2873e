import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Argument, Locate, SlsFile } from '../representations.js';
import { isReferenceList } from '../requisite-kinds.js';

export interface ReadArguments {
  /** Functions named as list items: `test: [nop, name: x]`. */
  readonly functions: readonly string[];
  readonly arguments: readonly Argument[];
}

/** The list under `mod.fun:`: `- key: value` items, and bare texts that name the function. `null` is an empty list. */
export function readArguments(
  value: Value,
  where: string,
  file: SlsFile,
  place: Locate | undefined,
  problems: Problems,
): ReadArguments {
  if (value === null) return { functions: [], arguments: [] };
  if (!isList(value)) {
    const detail = isMap(value) ? 'Write each argument as an item: "- name: value".' : undefined;
    problems.error('state.not-a-list', `${where} needs a list of arguments`, place, detail);
    return { functions: [], arguments: [] };
  }
  const functions: string[] = [];
  const found: Argument[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const item = value[index] as Value;
    const at = file.at(value, index, place);
    if (typeof item === 'string') functions.push(item);
    else if (!isMap(item) || item.size !== 1)
      problems.error('state.malformed-argument', `${where} lists something that is not one "key: value"`, at);
    else readArgument(item, where, file, at, problems, found);
  }
  return { functions, arguments: found };
}

function readArgument(
  item: ValueMap,
  where: string,
  file: SlsFile,
  place: Locate | undefined,
  problems: Problems,
  found: Argument[],
): void {
  const [key, value] = [...item][0] as [Value, Value];
  const at = file.at(item, key, place);
  if (typeof key !== 'string') {
    problems.error('state.malformed-argument', `${where} has an argument whose name is not text`, at);
  } else if (isReferenceList(key) && !isList(value)) {
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

import { isList, isMap, type Value } from '@fleet/values';
import { readArguments } from '../high/read-arguments.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Call, Declaration, Part } from '../representations.js';

/** Every part of every declaration, once for each of its names. */
export const expand: Pass = {
  stage: 'low',
  run(draft) {
    const problems = new Problems();
    const written = draft.high.declarations.flatMap((declaration) =>
      declaration.parts.map((part) => ({ declaration, part })),
    );
    const highest = highestOrder(written.map(({ part }) => part));
    const calls = written.flatMap(({ declaration, part }) => expandPart(declaration, part, highest, problems));
    return { output: { ...draft, calls }, diagnostics: problems.list };
  },
};

function expandPart(declaration: Declaration, part: Part, highest: number, problems: Problems): Call[] {
  const { id, file } = declaration;
  const given = part.arguments.filter(({ key }) => key !== 'names' && key !== 'name' && key !== 'order');
  const order = readOrder(part, id, highest, problems);
  const call = { id, module: part.module, function: part.function, file, ...(part.at && { at: part.at }) };
  const names = part.arguments.findLast(({ key }) => key === 'names');
  if (!names) {
    const named = part.arguments.findLast(({ key }) => key === 'name');
    const name = readName(named ? named.value : id, id, named, problems);
    return name === undefined ? [] : [{ ...call, name, order, arguments: given }];
  }
  if (!isList(names.value)) {
    problems.error('state.malformed-names', `names of ${id} must be a list`, names.at);
    return [];
  }
  const seen = new Set<string>();
  return names.value.flatMap((entry, index) => {
    const at = names.file?.at(names.value, index, names.at) ?? names.at;
    const [key, overrides] = isMap(entry) && entry.size === 1 ? ([...entry][0] as [Value, Value]) : [entry, undefined];
    const name = readName(key, id, { ...names, ...(at && { at }) }, problems);
    if (name === undefined) return [];
    if (seen.has(name)) {
      problems.warning('state.repeated-name', `names of ${id} lists ${name} twice`, at);
      return [];
    }
    seen.add(name);
    const extra =
      overrides === undefined
        ? []
        : readArguments(overrides, `${name} of ${id}`, names.file ?? file, at, problems).arguments;
    return [
      { ...call, ...(at && { at }), name, order: order + (index + 1) / 10_000, arguments: override(given, extra) },
    ];
  });
}

function readName(value: Value, id: string, argument: Argument | undefined, problems: Problems): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  problems.error('state.malformed-name', `a name of ${id} is not text`, argument?.at, 'Put it in quotes.');
  return undefined;
}

function override(given: readonly Argument[], extra: readonly Argument[]): Argument[] {
  const keys = new Set(extra.map(({ key }) => key));
  return [...given.filter(({ key }) => !keys.has(key)), ...extra];
}

/** `order: last` and negative orders count from beyond every order that a tree names. */
function highestOrder(parts: readonly Part[]): number {
  let highest = 1;
  for (const part of parts) {
    const order = part.arguments.findLast(({ key }) => key === 'order')?.value ?? part.order;
    if (typeof order === 'number' && order > highest - 1 && order > 0) highest = order + 100;
  }
  return highest + 1_000_000;
}

function readOrder(part: Part, id: string, highest: number, problems: Problems): number {
  const written = part.arguments.findLast(({ key }) => key === 'order');
  if (!written) return part.order;
  const { value } = written;
  if (value === 'first') return 0;
  if (value === 'last') return highest;
  if (typeof value === 'number') return value < 0 ? highest + value : value;
  problems.error('state.malformed-order', `order of ${id} must be a number, first or last`, written.at);
  return part.order;
}

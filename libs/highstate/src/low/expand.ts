import { equal, Float, isList, isMap, type Value } from '@fleet/values';
import { readArguments } from '../high/read-arguments.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Call, Declaration, Locate, Order, Part } from '../representations.js';

/** Every part of every declaration, once for each of its names. */
export const expand: Pass = {
  stage: 'low',
  run(draft) {
    const problems = new Problems();
    const calls = draft.high.declarations.flatMap((declaration) =>
      declaration.parts.flatMap((part) => expandPart(declaration, part, problems)),
    );
    return { output: { ...draft, calls }, diagnostics: problems.list };
  },
};

function expandPart(declaration: Declaration, part: Part, problems: Problems): Call[] {
  const names = part.arguments.findLast(({ key }) => key === 'names');
  if (names) return expandNames(declaration, part, names, problems);
  const named = part.arguments.findLast(({ key }) => key === 'name');
  const name = readName(named ? named.value : declaration.id, declaration.id, named?.at ?? part.at, problems);
  return name === undefined
    ? []
    : [
        makeCall(
          declaration,
          part,
          { name, arguments: part.arguments, place: 0, ...(named?.at && { nameAt: named.at }) },
          problems,
        ),
      ];
}

function expandNames(declaration: Declaration, part: Part, names: Argument, problems: Problems): Call[] {
  const { id, file } = declaration;
  if (!isList(names.value)) {
    problems.error('state.malformed-names', `names of ${id} must be a list`, names.at);
    return [];
  }
  // A name that stands twice stays where it stood first, with what is said of it last.
  const calls = new Map<string, Call>();
  const seen: Value[] = [];
  names.value.forEach((entry, index, list) => {
    const at = names.file?.at(list, index, names.at) ?? names.at;
    if (seen.some((other) => equal(other, entry))) {
      problems.warning('state.repeated-name', `names of ${id} lists ${shown(entry)} twice`, at);
      return;
    }
    seen.push(entry);
    const [key, overrides] = isMap(entry) && entry.size === 1 ? ([...entry][0] as [Value, Value]) : [entry, undefined];
    const listed = readName(key, id, at, problems);
    if (listed === undefined) return;
    const where = `${listed} of ${id}`;
    const own =
      overrides === undefined ? [] : readArguments(overrides, where, names.file ?? file, at, problems).arguments;
    const renamed = own.findLast((argument) => argument.key === 'name');
    const name = renamed ? readName(renamed.value, id, renamed.at ?? at, problems) : listed;
    if (name === undefined) return;
    const call = { name, arguments: override(part.arguments, own), place: seen.length, ...(at && { at }) };
    calls.set(name, makeCall(declaration, part, call, problems));
  });
  return [...calls.values()];
}

function makeCall(
  { id, file }: Declaration,
  part: Part,
  of: Pick<Call, 'name' | 'arguments' | 'at' | 'nameAt'> & { place: number },
  problems: Problems,
): Call {
  const at = of.at ?? part.at;
  return {
    id,
    name: of.name,
    module: part.module,
    function: part.function,
    sls: file.sls,
    environment: file.environment,
    includedFrom: file.includedFrom,
    file,
    ...(at && { at }),
    ...(part.at && { functionAt: part.at }),
    ...(of.nameAt && { nameAt: of.nameAt }),
    arguments: of.arguments.filter(({ key }) => key !== 'names' && key !== 'name' && key !== 'order'),
    order: { ...readOrder(part, of.arguments, id, problems), name: of.place, final: 0 },
    requisites: [],
    received: [],
    heardBy: [],
  };
}

export const emptyNameAdvice = 'Leave it out to take the ID, or see why the template puts nothing there.';

function readName(value: Value, id: string, at: Locate | undefined, problems: Problems): string | undefined {
  // Whether a state can do with an empty one is asked later, when it is known which state it is.
  if (typeof value === 'string' && id !== '') return value;
  if (id === '') problems.error('state.malformed-name', 'an ID is empty', at, 'Say what the state is about.');
  else if (value === null) problems.error('state.malformed-name', `a name of ${id} is empty`, at, emptyNameAdvice);
  else problems.error('state.malformed-name', `a name of ${id} is not text`, at, 'Put it in quotes.');
  return undefined;
}

function override(given: readonly Argument[], extra: readonly Argument[]): Argument[] {
  const keys = new Set(extra.map(({ key }) => key));
  return [...given.filter(({ key }) => !keys.has(key)), ...extra];
}

function readOrder(part: Part, given: readonly Argument[], id: string, problems: Problems): Pick<Order, 'written'> {
  const argument = given.findLast(({ key }) => key === 'order');
  if (!argument) return part.order === undefined ? {} : { written: part.order };
  const { value } = argument;
  if (value === 'first' || value === 'last' || typeof value === 'number') return { written: value };
  if (value instanceof Float) return { written: value.value };
  problems.error('state.malformed-order', `order of ${id} must be a number, first or last`, argument.at);
  return {};
}

function shown(entry: Value): string {
  return isMap(entry) ? String([...entry.keys()][0]) : String(entry);
}

import { nearMatch } from '@fleet/diagnostics';
import type { StateDefinition } from '@fleet/states';
import { isList, type Value, type ValueMap } from '@fleet/values';
import { referenceItems } from '../high/extend.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Call, Chunk, Reference } from '../representations.js';
import { inverseRequisites, isReferenceList, isRequisiteKind, type RequisiteKind } from '../requisite-kinds.js';
import { checkArguments, knownArguments } from './check-arguments.js';
import { engineKeys, readOptions } from './read-options.js';
import { readReference } from './reference.js';

/** Every call names a state function that exists, with arguments that it takes. */
export const checkCalls: Pass = {
  stage: 'low',
  run(draft, { context }) {
    const problems = new Problems();
    const modules = new Set([...context.states.keys()].map((name) => name.split('.')[0] as string));
    const low: Chunk[] = [];
    for (const call of draft.calls) {
      const definition = context.states.get(`${call.module}.${call.function}`);
      if (definition) low.push(checkCall(call, definition, problems));
      else unknownFunction(call, context.states, modules, problems);
    }
    return { output: { ...draft, low }, diagnostics: problems.list };
  },
};

function unknownFunction(
  call: Call,
  states: ReadonlyMap<string, StateDefinition>,
  modules: ReadonlySet<string>,
  problems: Problems,
): void {
  const name = `${call.module}.${call.function}`;
  const near = nearMatch(name, states.keys());
  const own = [...states.keys()].filter((known) => known.startsWith(`${call.module}.`));
  const detail =
    near !== undefined
      ? `Did you mean ${near}?`
      : modules.has(call.module)
        ? `There are ${own.join(', ')}.`
        : undefined;
  problems.error('sls.unknown-function', `there is no state function ${name} (${call.id})`, call.at, detail);
}

function checkCall(call: Call, definition: StateDefinition, problems: Problems): Chunk {
  const where = `${definition.name} of ${call.id}`;
  const known = knownArguments(definition);
  const given: Argument[] = [];
  for (const argument of call.arguments) {
    const { key } = argument;
    // What the engine does itself may be an argument of the state as well: `runas` of `cmd.run`.
    const foreign = isReferenceList(key) || engineKeys.has(key) || argument.inherited === true;
    if (known.has(key) || !foreign) given.push(argument);
  }
  const values: ValueMap = new Map(given.map(({ key, value }) => [key, value]));
  if (known.has('name')) values.set('name', call.name);
  const want = checkArguments(definition, values, given, where, call.at, problems);
  return {
    id: call.id,
    name: call.name,
    module: call.module,
    function: call.function,
    sls: call.file.sls,
    includedFrom: call.file.includedFrom,
    environment: call.file.environment,
    order: call.order,
    ...(call.at && { at: call.at }),
    arguments: values,
    options: readOptions(call.arguments, where, problems),
    references: readReferences(call.arguments, where, problems),
    requisites: [],
    definition,
    ...(want && { want }),
  };
}

function readReferences(given: readonly Argument[], where: string, problems: Problems): Reference[] {
  const references: Reference[] = [];
  const lists = given.filter(({ key }) => isReferenceList(key));
  for (const key of new Set(lists.map((argument) => argument.key))) {
    const kind: RequisiteKind | undefined = isRequisiteKind(key) ? key : inverseRequisites.get(key);
    if (kind === undefined) continue;
    for (const { item, list, index, from } of referenceItems(lists, key)) {
      const at = from.file?.at(list, index, from.at) ?? from.at;
      const named = readReference(item);
      if (named) references.push({ kind, inverse: !isRequisiteKind(key), ...named, ...(at && { at }) });
      else
        problems.error(
          'requisite.malformed',
          `${key} of ${where} lists ${describe(item)}`,
          at,
          'A reference is "module: ID or name", "id: ID", "sls: NAME" or a bare ID.',
        );
    }
  }
  return references;
}

function describe(item: Value): string {
  if (isList(item)) return 'a list';
  return item instanceof Map
    ? `a mapping of ${[...item.keys()].map(String).join(', ')} that is no reference`
    : `${String(item)}, which is no reference`;
}

import { nearMatch } from '@fleet/diagnostics';
import type { StateDefinition } from '@fleet/states';
import type { ValueMap } from '@fleet/values';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Call, Chunk, Turn } from '../representations.js';
import { isReferenceList } from '../requisite-kinds.js';
import { checkArguments, knownArguments, warnOfMisspeltRequisites } from './check-arguments.js';
import { emptyNameAdvice } from './expand.js';
import { engineKeys, readOptions } from './read-options.js';
import { refuseForbidden } from './refuse-forbidden.js';

/** Every call names a state function that exists, with arguments that it takes. */
export const checkCalls: Pass = {
  stage: 'checked',
  run(draft, { context }) {
    const problems = new Problems();
    const modules = new Set([...context.states.keys()].map((name) => name.split('.')[0] as string));
    const chunks = new Map<Call, Chunk>();
    const told = new Set<string>();
    for (const call of draft.calls) {
      const name = `${call.module}.${call.function}`;
      const definition = context.states.get(name);
      if (definition) chunks.set(call, checkCall(call, definition, modules, problems));
      // Once for all of its names.
      else if (!told.has(`${call.id}\0${name}`)) unknownFunction(call, context.states, modules, problems);
      if (!definition) told.add(`${call.id}\0${name}`);
    }
    const checked = (calls: readonly Call[]): Chunk[] => calls.flatMap((call) => chunks.get(call) ?? []);
    for (const [call, chunk] of chunks) {
      for (const { kind, targets } of call.requisites) chunk.requisites.push({ kind, targets: checked(targets) });
      chunk.heardBy.push(...checked(call.heardBy));
    }
    if (context.refuses) for (const chunk of chunks.values()) refuseForbidden(chunk, context.refuses, problems);
    const run = draft.turns.flatMap(({ of, look }): Turn[] => {
      const chunk = chunks.get(of);
      return chunk ? [{ of: chunk, look }] : [];
    });
    const low = run.flatMap(({ of, look }) => (look ? [] : [of]));
    return { output: { ...draft, low, run }, diagnostics: problems.list };
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
  problems.error('sls.unknown-function', `there is no state function ${name} (${call.id})`, call.functionAt, detail);
}

function checkCall(call: Call, definition: StateDefinition, modules: ReadonlySet<string>, problems: Problems): Chunk {
  const where = `${definition.name} of ${call.id}`;
  if (call.name === '' && !definition.emptyName) {
    problems.error('state.malformed-name', `a name of ${call.id} is empty`, call.nameAt ?? call.at, emptyNameAdvice);
  }
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
  if (want) warnOfMisspeltRequisites(definition, given, modules, where, problems);
  const { options, environment } = readOptions(call.arguments, where, problems);
  return {
    id: call.id,
    name: call.name,
    module: call.module,
    function: call.function,
    sls: call.sls,
    includedFrom: call.includedFrom,
    environment: environment ?? call.environment,
    order: call.order.final,
    ...(call.at && { at: call.at }),
    placeOf: (key) => call.arguments.findLast((argument) => argument.key === key)?.at ?? call.at,
    arguments: values,
    options,
    requisites: [],
    heardBy: [],
    definition,
    ...(want && { want }),
  };
}

import { formatPlace } from '@fleet/diagnostics';
import { isList, isMap, type Value } from '@fleet/values';
import type { Compilation } from '../compilation.js';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Argument, Declaration, Exclusion, Extension, Part, SlsFile, Written } from '../representations.js';
import { isRequisiteKind } from '../requisite-kinds.js';
import { readExclusions } from './read-exclusions.js';
import { readParts, type ReadPart } from './read-parts.js';

/** Everything that every SLS says, under the IDs it says it about. IDs are unique over the whole tree. */
export const declare: Pass = {
  stage: 'high',
  run(draft, compilation) {
    const problems = new Problems();
    const declarations = new Map<string, Declaration>();
    const extensions: Extension[] = [];
    const exclusions: Exclusion[] = readExclusions(compilation.request.exclude ?? [], undefined, problems);
    const order = { next: 10_000 };
    for (const file of compilation.request.kind === 'single' ? [singleFile(compilation)] : draft.sls) {
      for (const [id, body] of file.body) {
        const at = file.at(file.body, id);
        if (id === 'include') continue;
        if (id === 'exclude') exclusions.push(...readExclusions(body, file, problems));
        else if (id === 'extend') extensions.push(...readExtensions(body, file, problems));
        else if (typeof id !== 'string')
          problems.error('state.id-not-text', `an ID of SLS ${file.sls} is not text`, at, 'Put it in quotes.');
        else if (id.startsWith('__')) continue;
        else declareOne(id, body, file, order, declarations, problems);
      }
    }
    // Numbers are given where SLS end, but what an SLS says stands before what it includes, also where it extends.
    const high = {
      declarations: [...declarations.values()].sort((a, b) => a.file.opened - b.file.opened),
      extensions: extensions.sort((a, b) => a.file.opened - b.file.opened),
      exclusions,
      excluded: new Set<string>(),
    };
    return { output: { ...draft, high }, diagnostics: problems.list };
  },
};

function declareOne(
  id: string,
  body: Value,
  file: SlsFile,
  order: { next: number },
  declarations: Map<string, Declaration>,
  problems: Problems,
): void {
  const at = file.at(file.body, id);
  const earlier = declarations.get(id);
  if (earlier) {
    const place = earlier.at?.();
    const where = place ? formatPlace(place) : earlier.file.sls;
    problems.error(
      'state.conflicting-id',
      `the ID ${id} is already used in SLS ${earlier.file.sls} (${where})`,
      at,
      'IDs must be unique over all SLS that are applied together.',
    );
    return;
  }
  const read = readParts(id, body, file, at, problems);
  // `file.managed:` is moved behind `file: [managed]`, as Salt does when it takes the dot away.
  const sorted = [
    ...read.filter(({ written }) => !isDotted(written)),
    ...read.filter(({ written }) => isDotted(written)),
  ];
  const parts = sorted.map((part) => definePart(id, part, order, problems));
  declarations.set(id, { id, file, at, parts: parts.filter((part) => part !== undefined) });
}

function isDotted({ key, value }: Written): boolean {
  return key.includes('.') && isList(value);
}

/** Only definitions without an `order` of their own take a number. */
function definePart(id: string, part: ReadPart, order: { next: number }, problems: Problems): Part | undefined {
  const ordered = part.arguments.some((argument) => argument.key === 'order') ? undefined : order.next++;
  const [name, ...more] = part.functions;
  if (name === undefined) {
    problems.error(
      'state.no-function',
      `${part.module} of ${id} names no function`,
      part.at,
      `Write ${part.module}.FUNCTION.`,
    );
    return undefined;
  }
  if (more.length > 0) {
    problems.error(
      'state.many-functions',
      `${part.module} of ${id} names more than one function: ${part.functions.join(', ')}`,
      part.at,
    );
    return undefined;
  }
  if (!/^[^\s.]+$/.test(name)) {
    problems.error(
      'state.malformed-function',
      `${part.module}.${name} of ${id} is not the name of a function`,
      part.at,
    );
    return undefined;
  }
  return {
    module: part.module,
    function: name,
    arguments: withoutRepeated(id, part, problems),
    written: part.written,
    ...(ordered !== undefined && { order: ordered }),
    ...(part.at && { at: part.at }),
  };
}

/** Of two lists of the same requisite the last one counts, as in Salt. */
function withoutRepeated(id: string, part: ReadPart, problems: Problems): readonly Argument[] {
  const lists = part.arguments.filter(({ key }) => isRequisiteKind(key));
  if (lists.length < 2) return part.arguments;
  const repeated = lists.filter((argument) => lists.findLast(({ key }) => key === argument.key) !== argument);
  for (const { key, at } of repeated)
    problems.warning(
      'requisite.repeated',
      `${part.module} of ${id} has a second list of ${key}, and only the last one counts`,
      at,
      'Put their references into one list.',
    );
  return repeated.length === 0 ? part.arguments : part.arguments.filter((argument) => !repeated.includes(argument));
}

function readExtensions(body: Value, file: SlsFile, problems: Problems): Extension[] {
  const place = file.at(file.body, 'extend');
  if (!isMap(body)) {
    problems.error('extend.malformed', `extend in SLS ${file.sls} must be a mapping of IDs`, place);
    return [];
  }
  const extensions: Extension[] = [];
  for (const [id, value] of body) {
    const at = file.at(body, id, place);
    if (typeof id !== 'string' || !isMap(value)) {
      problems.error('extend.malformed', `an extension in SLS ${file.sls} needs an ID with modules below it`, at);
      continue;
    }
    const parts = readParts(id, value, file, at, problems).map(({ functions, ...part }) => {
      if (functions.length > 1)
        problems.error('state.many-functions', `the extension of ${id} names more than one function`, part.at);
      return { ...part, ...(functions[0] !== undefined && { function: functions[0] }) };
    });
    extensions.push({ id, file, parts, at });
  }
  return extensions;
}

/** The chunk of `state.single`, as if an SLS said it. */
function singleFile(compilation: Compilation): SlsFile {
  const { request, environment } = compilation;
  if (request.kind !== 'single') throw new TypeError('only a single state has no SLS');
  const given: Value[] = [...request.arguments].map(([key, value]) => new Map([[key, value]]));
  const body = new Map<Value, Value>([[request.name, new Map<Value, Value>([[request.function, given]])]]);
  return { environment, sls: '', path: '', body, includedFrom: [], opened: 0, at: () => () => undefined };
}

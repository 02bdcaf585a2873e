import { isMap, type Value } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Argument, Locate, SlsFile, Written } from '../representations.js';
import { readArguments } from './read-arguments.js';

/** One module under an ID as written; `functions` holds every function that is named for it. */
export interface ReadPart {
  readonly module: string;
  readonly functions: readonly string[];
  readonly arguments: readonly Argument[];
  readonly at?: Locate;
  readonly written: Written;
}

/** What stands under an ID: `mod.fun`, `{mod.fun: [...]}`, `{mod: [fun, ...]}`. Each module once. */
export function readParts(
  id: string,
  body: Value,
  file: SlsFile,
  place: Locate | undefined,
  problems: Problems,
): ReadPart[] {
  if (typeof body === 'string') {
    if (body.includes('.')) return [splitPart({ key: body, value: [] }, [], [], place)];
    problems.error(
      'state.no-function',
      `${id} names the module ${body} without a function`,
      place,
      `Write ${body}.FUNCTION.`,
    );
    return [];
  }
  if (!isMap(body)) {
    problems.error(
      'state.not-a-mapping',
      `${id} needs a state function`,
      place,
      'Write "ID:" and below it "module.function:" with its arguments.',
    );
    return [];
  }
  const parts = new Map<string, ReadPart>();
  for (const [key, value] of body) {
    const at = file.at(body, key, place);
    if (typeof key !== 'string') {
      problems.error('state.malformed', `a state function of ${id} is not text`, at);
      continue;
    }
    if (key.startsWith('__')) continue;
    const short = typeof value === 'string' && !key.includes('.');
    const read = short
      ? { functions: [value], arguments: [] }
      : readArguments(value, `${key} of ${id}`, file, at, problems);
    const part = splitPart({ key, value }, read.functions, read.arguments, at);
    if (parts.has(part.module)) {
      problems.error(
        'state.repeated-module',
        `${id} has more than one ${part.module} state`,
        at,
        'A module stands once under an ID; give the second one an ID of its own.',
      );
    } else {
      parts.set(part.module, part);
    }
  }
  return [...parts.values()];
}

function splitPart(
  written: Written,
  functions: readonly string[],
  given: readonly Argument[],
  at: Locate | undefined,
): ReadPart {
  const dot = written.key.indexOf('.');
  const [module, own] = dot < 0 ? [written.key, []] : [written.key.slice(0, dot), [written.key.slice(dot + 1)]];
  return { module, functions: [...own, ...functions], arguments: given, written, ...(at && { at }) };
}

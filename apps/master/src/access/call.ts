import { isList, isMap, type Value, type ValueMap } from '@fleet/values';

/** What an operator wants to run. */
export interface Call {
  readonly function: string;
  readonly args: readonly Value[];
  readonly kwargs: ValueMap;
}

const carriers: ReadonlySet<string> = new Set(['schedule.add', 'schedule.modify']);

/**
 * The call that a call leaves behind: whoever may schedule could otherwise run anything, a minute later. `unknown` where it cannot be
 * told what will run; `undefined` where nothing is carried.
 */
export function carriedBy({ function: name, args, kwargs }: Call): Call | 'unknown' | undefined {
  if (!carriers.has(name)) return undefined;
  const [, second, third, fourth] = args;
  const named = kwargs.get('function') ?? second;
  const list = kwargs.get('job_args') ?? third ?? [];
  const map = kwargs.get('job_kwargs') ?? fourth ?? new Map();
  if (typeof named !== 'string' || !isList(list) || !isMap(map)) return 'unknown';
  return { function: named, args: list, kwargs: map };
}

/** Names of all that a call leaves behind, one within the other; `open` where some of it nobody knows. */
export function namesCarriedBy(call: Call): { readonly names: readonly string[]; readonly open: boolean } {
  const names: string[] = [];
  let carried = carriedBy(call);
  for (; typeof carried === 'object'; carried = carriedBy(carried)) names.push(carried.function);
  return { names, open: carried === 'unknown' };
}

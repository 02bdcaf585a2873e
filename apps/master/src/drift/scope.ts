import { isList, isMap, parseExact, type Value } from '@fleet/values';
import { environmentIn, meansHighstate, namesIn, saysTest, withoutPlan } from '../jobs/state-call.js';

/** A call of a state function, as the store keeps it. */
export interface KeptCall {
  readonly function: string;
  /** Exact JSON. */
  readonly args: string;
  readonly kwargs: string;
}

/** What a run of states looked at. */
export interface Scope {
  /** `highstate`, or names of SLS; with `@dev` behind it where that is the environment. */
  readonly text: string;
  readonly environment: string;
}

/** Functions that compare the machine with all that is wished: a chunk that they do not name is wished no more. */
const checking: ReadonlySet<string> = new Set(['state.apply', 'state.highstate', 'state.sls', 'state.test']);
/** And those that say of single chunks that they are in order. */
const applying: ReadonlySet<string> = new Set([...checking, 'state.sls_id', 'state.top', 'state.apply_plan']);
/** With these, what runs is not what the fleet wishes. */
const otherWish = ['pillar', 'pillarenv'];
/** And with these it is not all of it. */
const selection = ['exclude', 'only_id', 'exclude_id'];

/** `undefined`: what it returns says nothing about drift. */
export function scopeOf(call: KeptCall): Scope | undefined {
  if (!applying.has(call.function)) return undefined;
  const read = readCall(call);
  if (!read || otherWish.some((name) => wished(read.kwargs.get(name)))) return undefined;
  const { function: name, args, kwargs } = withoutPlan({ function: call.function, ...read });
  const environment = environmentIn({ function: name, args, kwargs }) ?? '';
  const names = name === 'state.highstate' ? [] : namesIn(kwargs.get('mods') ?? args[name === 'state.sls_id' ? 1 : 0]);
  const text = meansHighstate(names) ? 'highstate' : names.join(',');
  return { text: environment === '' ? text : `${text}@${environment}`, environment };
}

/** Why the call cannot be a check for drift; `undefined`: it can. */
export function whyNoCheck(call: KeptCall): string | undefined {
  if (!checking.has(call.function)) return `a check for drift is one of ${[...checking].join(', ')}`;
  const read = readCall(call);
  if (!read) return 'the arguments of a check for drift are a list and a mapping';
  const wrong = [...otherWish, ...selection].find((name) => wished(read.kwargs.get(name)));
  if (wrong !== undefined) return `a check for drift compares with what is wished, all of it: ${wrong} cannot be given`;
  return isDry(call) ? undefined : 'a check for drift changes nothing: give test=True';
}

export function isDry(call: KeptCall): boolean {
  const read = readCall(call);
  return call.function === 'state.test' || (read !== undefined && saysTest(read.kwargs));
}

function wished(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}

function readCall({ args, kwargs }: KeptCall): { args: readonly Value[]; kwargs: Map<Value, Value> } | undefined {
  try {
    const [list, map] = [parseExact(args), parseExact(kwargs)];
    return isList(list) && isMap(map) ? { args: list, kwargs: map } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import { applyPlan } from '@fleet/protocol';
import { isList, isMap, type Value } from '@fleet/values';
import type { Call } from '../access/call.js';

/** As the minion takes a boolean argument for true; anything else may not be a dry run. */
export function saysTest(kwargs: ReadonlyMap<Value, Value>): boolean {
  const test = kwargs.get('test');
  return test === true || (typeof test === 'string' && test.toLowerCase() === 'true');
}

/** What applies a plan applies what `state.apply` of the arguments behind the plan's job would. */
export function withoutPlan({ function: name, args, kwargs }: Call): Call {
  return name === applyPlan
    ? { function: 'state.apply', args: args.slice(1), kwargs }
    : { function: name, args, kwargs };
}

/** `a,b`, or a list of names. */
export function namesIn(given: Value | undefined): string[] {
  const items = given === undefined || given === null ? [] : isList(given) ? given : [given];
  return items
    .flatMap((item) => (isList(item) || isMap(item) ? [] : String(item).split(',')))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** As the minion reads the names of `state.apply`. */
export function meansHighstate(names: readonly string[]): boolean {
  return names.length === 0 || (names.length === 1 && names[0] === 'highstate');
}

/** The environment that is wished for, by its name or behind what is applied. The minion takes a number for a text. */
export function environmentIn({ function: name, args, kwargs }: Call): string | undefined {
  const place = { 'state.highstate': 0, 'state.sls_id': 2 }[name] ?? 1;
  const wished = kwargs.get('saltenv') ?? args[place] ?? undefined;
  return wished === undefined || isList(wished) || isMap(wished) ? undefined : String(wished);
}

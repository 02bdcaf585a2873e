import type { ArgumentPattern, FunctionRule, PatternMap } from '@fleet/config';
import type { Subject } from '@fleet/targeting';
import type { Value, ValueMap } from '@fleet/values';
import { fitsPattern } from './argument-pattern.js';
import { carriedBy, type Call } from './call.js';
import { onlyLooks } from './looking.js';
import type { CompiledRole } from './policy.js';

/** `arguments`: some rule is about this function on this minion, and none of them about these arguments. */
export type Standing = 'allowed' | 'function' | 'arguments';

/** How a call on one minion stands with the roles of an operator; the best of what any of them says. */
export function standingOf(roles: readonly CompiledRole[], call: Call, minion: Subject): Standing {
  if (roles.some(({ all }) => all)) return 'allowed';
  const own = directly(roles, call, minion);
  if (own !== 'allowed') return own;
  const carried = carriedBy(call);
  if (carried === undefined) return 'allowed';
  if (carried === 'unknown') return allowsAnything(roles, minion) ? 'allowed' : 'arguments';
  return standingOf(roles, carried, minion) === 'allowed' ? 'allowed' : 'arguments';
}

function directly(roles: readonly CompiledRole[], call: Call, minion: Subject): Standing {
  let about = false;
  for (const { rules, looksAt } of roles) {
    if (looksAt?.matches(minion) && onlyLooks(call)) return 'allowed';
    for (const { allows, minions, written } of rules) {
      if (!allows(call.function) || !minions.matches(minion)) continue;
      if (fitsRule(written, call)) return 'allowed';
      about = true;
    }
  }
  return about ? 'arguments' : 'function';
}

function allowsAnything(roles: readonly CompiledRole[], minion: Subject): boolean {
  return roles.some(({ rules }) =>
    rules.some(({ written, minions }) => written.allow.includes('*') && !isNarrow(written) && minions.matches(minion)),
  );
}

function isNarrow({ args, kwargs, optional }: FunctionRule): boolean {
  return args !== undefined || kwargs !== undefined || optional !== undefined;
}

/** What a rule says of arguments it says of all of them: one that it does not name is refused. */
function fitsRule(rule: FunctionRule, { args, kwargs }: Call): boolean {
  if (!isNarrow(rule)) return true;
  return fitsPositions(rule.args ?? [], args) && fitsNames(rule.kwargs ?? {}, rule.optional ?? {}, kwargs);
}

function fitsPositions(patterns: readonly ArgumentPattern[], args: readonly Value[]): boolean {
  const open = patterns.at(-1) === '**';
  const named = open ? patterns.slice(0, -1) : patterns;
  if (args.length < named.length || (!open && args.length > named.length)) return false;
  return named.every((pattern, index) => fitsPattern(pattern, args[index] as Value));
}

function fitsNames(needed: PatternMap, optional: PatternMap, kwargs: ValueMap): boolean {
  if (!Object.keys(needed).every((name) => kwargs.has(name))) return false;
  return [...kwargs].every(([name, value]) => {
    if (typeof name !== 'string') return false;
    const table = Object.hasOwn(needed, name) ? needed : optional;
    if (!Object.hasOwn(table, name)) return false;
    const patterns = table[name] as ArgumentPattern | readonly ArgumentPattern[];
    return [patterns].flat().some((pattern) => fitsPattern(pattern, value));
  });
}

import type { ArgumentPattern, FunctionRule, PatternMap } from '@fleet/config';
import type { Subject } from '@fleet/targeting';
import type { Value, ValueMap } from '@fleet/values';
import { fitsPattern } from './argument-pattern.js';
import { carriedBy, type Call } from './call.js';
import { onlyLooks } from './looking.js';
import type { CompiledRole } from './policy.js';

/** `arguments`: some rule is about this function on this minion, and none of them about these arguments. */
export type Standing = 'allowed' | 'function' | 'arguments';

/**
 * How a call stands with the roles of an operator, minion by minion; the best of what any of them says. What does not go by the minion is found
 * out once: a target may mean thousands.
 */
export function standings(roles: readonly CompiledRole[], call: Call): (minion: Subject) => Standing {
  if (roles.some(({ all }) => all)) return () => 'allowed';
  const own = direct(roles, call);
  const carried = carriedBy(call);
  if (carried === undefined) return own;
  const carriedStanding = carried === 'unknown' ? anything(roles) : standings(roles, carried);
  return (minion) => {
    const first = own(minion);
    if (first !== 'allowed') return first;
    return carriedStanding(minion) === 'allowed' ? 'allowed' : 'arguments';
  };
}

function direct(roles: readonly CompiledRole[], call: Call): (minion: Subject) => Standing {
  const looks = onlyLooks(call) ? roles.flatMap(({ looksAt }) => looksAt ?? []) : [];
  const about = roles.flatMap(({ rules }) => rules).filter(({ allows }) => allows(call.function));
  const fitting = about.filter(({ written }) => fitsRule(written, call));
  return (minion) => {
    if (looks.some((where) => where.matches(minion))) return 'allowed';
    if (fitting.some(({ minions }) => minions.matches(minion))) return 'allowed';
    return about.some(({ minions }) => minions.matches(minion)) ? 'arguments' : 'function';
  };
}

/** What will run nobody knows: only who may run everything may leave it behind. */
function anything(roles: readonly CompiledRole[]): (minion: Subject) => Standing {
  const open = roles
    .flatMap(({ rules }) => rules)
    .filter(({ written }) => written.allow.includes('*') && !isNarrow(written));
  return (minion) => (open.some(({ minions }) => minions.matches(minion)) ? 'allowed' : 'arguments');
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

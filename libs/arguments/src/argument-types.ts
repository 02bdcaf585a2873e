import {
  IsArray,
  IsBoolean,
  IsDefined,
  IsInstance,
  IsInt,
  IsNumber,
  IsString,
  ValidateBy,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { Float, type Value, type ValueMap } from '@fleet/values';
import { durationOf } from './duration.js';
import { modeOf } from './mode.js';

export type ArgumentType =
  | 'string'
  | 'boolean'
  | 'int'
  | 'number'
  | 'list'
  | 'mapping'
  | 'mode'
  | 'mode or keep'
  | 'duration'
  | 'string or list'
  | 'any';

interface TypeRules {
  /** Completes "`name` must be …". */
  readonly words: string;
  /** What people write for it → what code gets; anything that does not fit is handed on as it is, for the rule to refuse. */
  readonly read: (given: Value) => unknown;
  /** The class-validator rule that has the last word. */
  readonly rule: (options: ValidationOptions) => PropertyDecorator;
}

/**
 * One row per type. Reading is as generous as Salt where nothing can be misread (`port: 8080` for a string, `'True'` for a
 * boolean), and hands on the rest.
 */
export const argumentTypes: Readonly<Record<ArgumentType, TypeRules>> = {
  string: { words: 'a string', read: textOf, rule: (options) => IsString(options) },
  boolean: { words: 'true or false', read: booleanOf, rule: (options) => IsBoolean(options) },
  int: { words: 'a whole number', read: intOf, rule: (options) => IsInt(options) },
  number: { words: 'a number', read: numberOf, rule: (options) => IsNumber({}, options) },
  list: { words: 'a list', read: (given) => given, rule: (options) => IsArray(options) },
  mapping: { words: 'a mapping', read: mappingOf, rule: (options) => IsInstance(Map, options) },
  mode: {
    words: "permission bits in octal, such as '0644'",
    read: modeOf,
    rule: (options) => wholeUpTo(0o7777, options),
  },
  'mode or keep': {
    words: "permission bits in octal, such as '0644', or keep",
    read: (given) => (given === 'keep' ? given : modeOf(given)),
    rule: (options) => wholeUpTo(0o7777, options, 'keep'),
  },
  duration: {
    words: 'seconds, or a number with a unit such as 500ms, 30s, 5m or 2h',
    read: durationOf,
    rule: (options) => wholeUpTo(Number.MAX_SAFE_INTEGER, options),
  },
  'string or list': {
    words: 'a string or a list of strings',
    read: textsOf,
    rule: (options) => both(IsArray(options), IsString({ ...options, each: true })),
  },
  any: { words: 'a value', read: (given) => given, rule: (options) => IsDefined(options) },
};

/** "a mapping", "a list", …: what was given, in words that never show the value itself, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value instanceof Map) return 'a mapping';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Float) return 'a number with a fraction';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
    case 'bigint':
      return 'a whole number';
    default:
      return 'this text';
  }
}

/** Numbers are written without quotes where a text is meant (`uid`, `version`, a branch); they keep every digit. */
export function textOf(given: Value): unknown {
  if (typeof given === 'number' || typeof given === 'bigint') return String(given);
  if (given instanceof Float) return Number.isInteger(given.value) ? `${given.value}.0` : String(given.value);
  return given;
}

function textsOf(given: Value): unknown {
  if (Array.isArray(given)) return given.map(textOf);
  const text = textOf(given);
  return typeof text === 'string' ? [text] : text;
}

function booleanOf(given: Value): unknown {
  if (given === 1 || given === 0) return given === 1;
  // Templates print Python's booleans into quotes; taking 'False' for true is the mistake that Salt makes here.
  if (typeof given === 'string' && /^(true|false)$/i.test(given)) return given.toLowerCase() === 'true';
  return given;
}

function intOf(given: Value): unknown {
  return typeof given === 'string' && /^-?[0-9]{1,15}$/.test(given) ? Number(given) : given;
}

function numberOf(given: Value): unknown {
  if (given instanceof Float) return given.value;
  return typeof given === 'string' && /^-?[0-9]{1,15}(\.[0-9]+)?$/.test(given) ? Number(given) : given;
}

/** Salt's trees write mappings as lists of one-pair mappings too: `env: [{A: 1}, {B: 2}]`. */
function mappingOf(given: Value): unknown {
  if (!Array.isArray(given) || given.length === 0 || !given.every((item) => item instanceof Map)) return given;
  const merged: ValueMap = new Map();
  for (const item of given as ValueMap[]) for (const [key, value] of item) merged.set(key, value);
  return merged;
}

function wholeUpTo(most: number, options: ValidationOptions, word?: string): PropertyDecorator {
  return ValidateBy(
    {
      name: 'wholeUpTo',
      validator: {
        validate: (value: unknown) =>
          (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most) ||
          (word !== undefined && value === word),
      },
    },
    options,
  );
}

function both(first: PropertyDecorator, second: PropertyDecorator): PropertyDecorator {
  return (target, property) => {
    first(target, property);
    second(target, property);
  };
}

/** The one sentence for a value that does not fit its type. */
export function wrongTypeSentence(type: ArgumentType): (given: ValidationArguments) => string {
  return (given) => `\`${given.property}\` must be ${argumentTypes[type].words}, not ${kindOf(given.value)}`;
}

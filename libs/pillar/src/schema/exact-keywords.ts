import type { Ajv2020 } from 'ajv/dist/2020.js';
import { Float, isList, type Value } from '@fleet/values';
import { canonical } from './canonical.js';
import type { PlainData } from './plain-data.js';

/** What is being validated at the moment, and the schema that it is held to. Both are looked up by the objects that the validator works on. */
export interface Exactness {
  readonly schema: PlainData;
  data: PlainData;
}

interface Context {
  readonly parentData: unknown;
  readonly parentDataProperty: string | number;
}

type Rule = (wanted: Value, given: Value) => boolean;

const comparisons: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['minimum', (limit, given) => number(given) >= number(limit)],
  ['maximum', (limit, given) => number(given) <= number(limit)],
  ['exclusiveMinimum', (limit, given) => number(given) > number(limit)],
  ['exclusiveMaximum', (limit, given) => number(given) < number(limit)],
  ['multipleOf', isMultiple],
]);

const sentences: Readonly<Record<string, string>> = {
  minimum: 'must be at least',
  maximum: 'must be at most',
  exclusiveMinimum: 'must be more than',
  exclusiveMaximum: 'must be less than',
  multipleOf: 'must be a multiple of',
};

/**
 * The keywords that look at the value of a number, in a form that compares ints of any size exactly: the validator's own see a double, and
 * two private keys or two amounts of wei that differ in the last digits would be the same to them.
 */
export function addExactKeywords(ajv: Ajv2020, exactness: Exactness): void {
  for (const [keyword, rule] of comparisons) {
    replace(
      keyword,
      { type: 'number', schemaType: 'number' },
      rule,
      (wanted) => `${sentences[keyword]} ${String(wanted)}`,
    );
  }
  replace(
    'const',
    {},
    (wanted, given) => canonical(wanted) === canonical(given),
    (wanted) => `must be ${canonical(wanted)}`,
  );
  replace(
    'enum',
    { schemaType: 'array' },
    (wanted, given) => isList(wanted) && wanted.map(canonical).includes(canonical(given)),
    (wanted) => `must be one of ${isList(wanted) ? wanted.map(canonical).join(', ') : ''}`,
  );
  replace(
    'uniqueItems',
    { type: 'array', schemaType: 'boolean' },
    (wanted, given) => wanted !== true || !isList(given) || !hasTwins(given),
    () => 'must not hold an item twice',
  );

  function replace(
    keyword: string,
    definition: { readonly type?: 'number' | 'array'; readonly schemaType?: 'number' | 'array' | 'boolean' },
    rule: Rule,
    message: (wanted: Value) => string,
  ): void {
    ajv.removeKeyword(keyword);
    const validate = (schema: unknown, data: unknown, parentSchema?: object, context?: Context): boolean => {
      const wanted = exactness.schema.exactValue(parentSchema, keyword, schema);
      const given = exactness.data.exactValue(context?.parentData, context?.parentDataProperty, data);
      if (rule(wanted, given)) return true;
      validate.errors = [{ keyword, message: message(wanted), params: {} }];
      return false;
    };
    validate.errors = [] as { keyword: string; message: string; params: object }[];
    ajv.addKeyword({ keyword, ...definition, errors: true, validate });
  }
}

function number(value: Value): number | bigint {
  return value instanceof Float ? value.value : (value as number | bigint);
}

function isMultiple(of: Value, given: Value): boolean {
  const [divisor, dividend] = [number(of), number(given)];
  if (isWhole(divisor) && isWhole(dividend)) return BigInt(dividend) % BigInt(divisor) === 0n;
  const quotient = Number(dividend) / Number(divisor);
  return Math.abs(quotient - Math.round(quotient)) < 1e-8;
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function hasTwins(list: readonly Value[]): boolean {
  return new Set(list.map(canonical)).size < list.length;
}

import type { ErrorObject } from 'ajv';
import { pointerSteps } from './json-pointer.js';
import { linearPatterns } from './linear-patterns.js';
import { visitKeywords } from './schema-walk.js';

/** Something that a schema does not allow. */
export interface Violation {
  /** A warning where the schema lists the keyword among its `warnings`. */
  readonly severity: 'error' | 'warning';
  /** Keys and indexes from the top of what was checked. */
  readonly path: readonly string[];
  /** Goes on after the path: `must be integer`. Holds nothing of the data but names of keys. */
  readonly sentence: string;
  /** A key that the schema does not know, and those that it knows there. */
  readonly unknown?: { readonly key: string; readonly known: readonly string[] };
}

/** All names of keys that a schema speaks of, wherever. */
export interface SpokenOf {
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly { test(text: string): boolean }[];
}

export function spokenOf(schema: unknown): SpokenOf {
  const names = new Set<string>();
  const patterns = new Set<string>();
  visitKeywords(schema, (keyword, value) => {
    if (keyword === 'properties') for (const name of Object.keys(value as object)) names.add(name);
    if (keyword === 'patternProperties') for (const pattern of Object.keys(value as object)) patterns.add(pattern);
  });
  return { names, patterns: [...patterns].map((pattern) => linearPatterns(pattern, 'u')) };
}

/** What the errors of a validator mean, without those that only follow from others. */
export function violations(errors: readonly ErrorObject[], spoken: SpokenOf): Violation[] {
  const causes = errors
    .filter((error) => !isSummary(error) && !isLeftover(error))
    .map(({ instancePath }) => instancePath);
  const wrong = new Set(causes.flatMap(prefixes));
  return errors
    .filter((error) => !isSummary(error) && !(isLeftover(error) && wrong.has(error.instancePath) && isKnown(error)))
    .map((error) => violation(error, spoken));

  // What a subschema said of the keys of a mapping does not count where anything in it is wrong: then all of them seem to be unknown.
  function isKnown({ params }: ErrorObject): boolean {
    const key = (params as { unevaluatedProperty?: string }).unevaluatedProperty;
    return key === undefined || spoken.names.has(key) || spoken.patterns.some((pattern) => pattern.test(key));
  }
}

/** Says only that something below failed, which is told by itself. */
function isSummary({ keyword }: ErrorObject): boolean {
  return keyword === 'if' || keyword === 'propertyNames';
}

function isLeftover({ keyword }: ErrorObject): boolean {
  return keyword === 'unevaluatedProperties' || keyword === 'unevaluatedItems';
}

/** The pointer, and those to everything around it. */
function prefixes(pointer: string): string[] {
  const steps = pointer.split('/');
  return steps.map((_step, index) => steps.slice(0, index + 1).join('/'));
}

function violation(error: ErrorObject, spoken: SpokenOf): Violation {
  const listed = (error.parentSchema?.[warningsKeyword] ?? []) as readonly string[];
  return { severity: listed.includes(error.keyword) ? 'warning' : 'error', ...told(error, spoken) };
}

/** Our own annotation: keywords of the same schema whose violations do not refuse the pillar. */
export const warningsKeyword = 'warnings';

function told(
  { keyword, instancePath, params, message, parentSchema }: ErrorObject,
  spoken: SpokenOf,
): Omit<Violation, 'severity'> {
  const path = pointerSteps(instancePath);
  const extra = params as { additionalProperty?: string; unevaluatedProperty?: string };
  const key = extra.additionalProperty ?? extra.unevaluatedProperty;
  if (key !== undefined) {
    const own = Object.keys((parentSchema?.['properties'] ?? {}) as object);
    const known = extra.additionalProperty === undefined ? [...spoken.names] : own;
    return { path: [...path, key], sentence: 'is not known', unknown: { key, known } };
  }
  if (keyword === 'pattern') return { path, sentence: `must match ${(params as { pattern: string }).pattern}` };
  if (keyword === 'required')
    return { path, sentence: `needs ${(params as { missingProperty: string }).missingProperty}` };
  return { path, sentence: message ?? `breaks ${keyword}` };
}

import { nearMatch, type Place } from '@fleet/diagnostics';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from '../definition.js';
import type { Formula, FormulaSchema } from '../formula/definition.js';
import type { Problems } from '../problems.js';
import { keyText } from './plain-data.js';
import { SchemaUnusable } from './schema-unusable.js';
import { validatorOf, type Validator } from './validator.js';

/**
 * Holds a pillar to the schemas of the formulas. A schema looks at the top-level keys that it names, and only where the pillar has one of
 * them: a formula that a minion does not use says nothing about it.
 */
export async function checkSchemas(
  pillar: ValueMap,
  { formulas = [], override, decrypter }: PillarCompileRequest,
  placeOf: (path: readonly string[]) => Promise<Place | undefined>,
  problems: Problems,
): Promise<void> {
  for (const { name, schema } of distinct(formulas)) {
    const validator = await usable(name, schema, problems);
    if (!validator) continue;
    const part: ValueMap = new Map([...pillar].filter(([key]) => validator.keys.includes(keyText(key))));
    if (part.size === 0) continue;
    const found = validator.check(part, (text) => decrypter?.standsIn(text) ?? false);
    for (const violation of found.slice(0, mostTold)) {
      const { severity, path, sentence, unknown } = violation;
      const near = unknown && nearMatch(unknown.key, unknown.known);
      const inOverride = override !== undefined && touches(override, path);
      problems[severity](
        'pillar.schema',
        `${path.join(':') || 'the pillar'} ${sentence}`,
        inOverride ? undefined : await placeOf(path),
        [
          ...(near === undefined ? [] : [`Did you mean ${near}?`]),
          ...(inOverride ? ['It comes from the pillar= override.'] : []),
          `The schema of formula ${name} (${schema.file}) says so.`,
        ].join(' '),
      );
    }
    if (found.length > mostTold)
      problems.error(
        'pillar.schema',
        `there are ${found.length - mostTold} more violations of the schema of formula ${name}`,
      );
  }
}

/** Of one schema: a minion may send lists of any length, and whoever mends a hundred sees the rest. */
const mostTold = 100;

/** Several environments may hold the same formula. */
function distinct(formulas: readonly Formula[]): { readonly name: string; readonly schema: FormulaSchema }[] {
  const found = new Map<string, { name: string; schema: FormulaSchema }>();
  for (const { name, schema } of formulas) if (schema) found.set(schema.sha256, { name, schema });
  return [...found.values()];
}

async function usable(name: string, schema: FormulaSchema, problems: Problems): Promise<Validator | undefined> {
  try {
    return await validatorOf(schema);
  } catch (error) {
    if (!(error instanceof SchemaUnusable)) throw error;
    problems.error(
      'formula.schema',
      `the schema of formula ${name} cannot be used: ${error.message}`,
      placeIn(schema, error.path),
      error.advice,
    );
    return undefined;
  }
}

function placeIn(schema: FormulaSchema, path: readonly string[]): Place {
  let container: Value = schema.value;
  let at: Place | undefined;
  for (const step of path) {
    const key: Value = isMap(container) ? step : Number(step);
    at = schema.at(container, key) ?? at;
    container = isMap(container) ? (container.get(step) ?? null) : ((container as Value[])[Number(step)] ?? null);
  }
  return at ?? { file: schema.file, line: 1, column: 0 };
}

function touches(override: ValueMap, path: readonly string[]): boolean {
  let value: Value | undefined = override;
  for (const step of path) {
    if (!isMap(value)) return true;
    value = value.get(step);
    if (value === undefined) return false;
  }
  return path.length > 0;
}

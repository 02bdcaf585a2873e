import type { ErrorObject } from 'ajv';
import { isIP } from 'node:net';
import type { Value } from '@fleet/values';
import type { FormulaSchema } from '../formula/definition.js';
import { addExactKeywords, type Exactness } from './exact-keywords.js';
import { plainData } from './plain-data.js';

/** Something that a schema does not allow. */
export interface Violation {
  /** Keys and indexes from the top of what was checked. */
  readonly path: readonly string[];
  /** Goes on after the path: `must be integer`. Holds nothing of the data but names of keys. */
  readonly sentence: string;
  /** A key that the schema does not know, and those that it knows there. */
  readonly unknown?: { readonly key: string; readonly known: readonly string[] };
}

export interface Validator {
  /** Top-level keys of the pillar that the schema speaks of. */
  readonly keys: readonly string[];
  check(data: Value): Violation[];
}

/** A schema that is no good, with the path in it where that is known. */
export class SchemaUnusable extends Error {
  override readonly name = 'SchemaUnusable';
  readonly code = 'schema-unusable';
  constructor(
    message: string,
    readonly path: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const compiled = new Map<string, Promise<Validator>>();

/** The validator of a schema, made once for each content. @throws SchemaUnusable */
export function validatorOf(schema: FormulaSchema): Promise<Validator> {
  const known = compiled.get(schema.sha256) ?? makeValidator(schema);
  if (compiled.size > 50) compiled.clear();
  compiled.set(schema.sha256, known);
  return known;
}

async function makeValidator({ value }: FormulaSchema): Promise<Validator> {
  // The package is CommonJS: only its default export is there both for Node and in a bundle.
  const { default: ajvExports } = await import('ajv/dist/2020.js');
  const { Ajv2020 } = ajvExports;
  const schema = plainData(value);
  const exactness: Exactness = { schema, data: schema };
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    verbose: true,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    logger: false,
  });
  addExactKeywords(ajv, exactness);
  for (const [name, good] of formats) ajv.addFormat(name, good);
  const object = schema.data as Record<string, unknown>;
  if (!ajv.validateSchema(object)) {
    const [first] = ajv.errors ?? [];
    throw new SchemaUnusable(
      `${first?.instancePath || 'it'} ${first?.message ?? 'is no JSON Schema'}`,
      pathOf(first?.instancePath ?? ''),
    );
  }
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(object);
  } catch (cause) {
    throw new SchemaUnusable((cause as Error).message, [], { cause });
  }
  return {
    keys: Object.keys((object['properties'] ?? {}) as object),
    check(data) {
      exactness.data = plainData(data);
      if (validate(exactness.data.data)) return [];
      return (validate.errors ?? []).filter((error) => !isSummary(error)).map(violation);
    },
  };
}

/** Says only that something below failed, which is told by itself. */
function isSummary({ keyword }: ErrorObject): boolean {
  return keyword === 'if' || keyword === 'propertyNames';
}

function violation({ keyword, instancePath, params, message, parentSchema }: ErrorObject): Violation {
  const path = pathOf(instancePath);
  const extra = params as { additionalProperty?: string; unevaluatedProperty?: string };
  const key = extra.additionalProperty ?? extra.unevaluatedProperty;
  if (key !== undefined) {
    const known = Object.keys((parentSchema?.['properties'] ?? {}) as object);
    return { path: [...path, key], sentence: 'is not known', unknown: { key, known } };
  }
  if (keyword === 'pattern') return { path, sentence: `must match ${(params as { pattern: string }).pattern}` };
  if (keyword === 'required')
    return { path, sentence: `needs ${(params as { missingProperty: string }).missingProperty}` };
  return { path, sentence: message ?? `breaks ${keyword}` };
}

function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The formats that are checked; a schema that names another is refused. */
const formats: readonly [string, (text: string) => boolean][] = [
  ['ipv4', (text) => isIP(text) === 4],
  ['ipv6', (text) => isIP(text) === 6],
  [
    'hostname',
    (text) => text.length <= 253 && /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*$/.test(text),
  ],
  ['uri', (text) => URL.canParse(text)],
  ['regex', isRegex],
];

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

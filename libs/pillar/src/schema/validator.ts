import type { ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { nearMatch } from '@fleet/diagnostics';
import type { Value } from '@fleet/values';
import type { FormulaSchema } from '../formula/definition.js';
import { addExactKeywords, type Exactness } from './exact-keywords.js';
import { formats } from './formats.js';
import { pointerSteps } from './json-pointer.js';
import { aboutKnown } from './known-values.js';
import { checkPatterns, linearPatterns } from './linear-patterns.js';
import { plainData } from './plain-data.js';
import { placeOfComplaint } from './schema-walk.js';
import { SchemaUnusable } from './schema-unusable.js';
import { spokenOf, violations, warningsKeyword, type Violation } from './violations.js';

export interface Validator {
  /** Top-level keys of the pillar that the schema speaks of. */
  readonly keys: readonly string[];
  /** What is wrong with `data`, but for texts of which `standsIn` says that the real value is not known. */
  check(data: Value, standsIn: (text: string) => boolean): Violation[];
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
  const schema = plainData(value);
  const exactness: Exactness = { schema, data: schema };
  const ajv = new ajvExports.Ajv2020({
    allErrors: true,
    strict: true,
    verbose: true,
    allowUnionTypes: true,
    allowMatchingProperties: true,
    logger: false,
    code: { regExp: linearPatterns },
  });
  addExactKeywords(ajv, exactness);
  ajv.addKeyword({
    keyword: warningsKeyword,
    metaSchema: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
  });
  for (const [name, good] of formats) ajv.addFormat(name, good);
  const object = schema.data as Record<string, unknown>;
  checkPatterns(object);
  if (!ajv.validateSchema(object)) {
    const path = pointerSteps(ajv.errors?.[0]?.instancePath ?? '');
    throw new SchemaUnusable(`${path.join(':') || 'it'} ${ajv.errors?.[0]?.message ?? 'is no JSON Schema'}`, path);
  }
  const validate = compiledBy(ajv, object);
  const spoken = spokenOf(object);
  return {
    keys: Object.keys((object['properties'] ?? {}) as object),
    check(data, standsIn) {
      exactness.data = plainData(data);
      return validate(exactness.data.data) ? [] : violations(aboutKnown(validate.errors ?? [], standsIn), spoken);
    },
  };
}

/** @throws SchemaUnusable for what the validator does not understand: nothing of a schema is passed over */
function compiledBy(ajv: Ajv2020, schema: Record<string, unknown>): ValidateFunction {
  try {
    return ajv.compile(schema);
  } catch (cause) {
    if (cause instanceof SchemaUnusable) throw cause;
    const { message } = cause as Error;
    const keyword = /unknown keyword: "([^"]+)"/.exec(message)?.[1];
    const near = keyword === undefined ? undefined : nearMatch(keyword, Object.keys(ajv.RULES.keywords));
    throw new SchemaUnusable(
      keyword === undefined
        ? message.replace(/^strict mode: | at (?:path )?"#.*$/g, '')
        : `there is no keyword ${keyword}`,
      placeOfComplaint(schema, message),
      { cause, ...(near !== undefined && { advice: `Did you mean ${near}?` }) },
    );
  }
}

import { ValidateBy, validateSync, type ValidationError, type ValidationOptions } from 'class-validator';
import { rememberRules } from '@fleet/arguments';

rememberRules();

/** A class whose properties carry the rules of class-validator; every other property is refused. */
export type BodyRules = new () => object;

export type Checked =
  { readonly ok: true; readonly body: object } | { readonly ok: false; readonly problems: readonly string[] };

/** `extra: 'drop'` for what minions send: one of a newer version may say more than this master knows. */
export function checkBody(rules: BodyRules, value: unknown, extra: 'refuse' | 'drop'): Checked {
  if (!isPlainObject(value)) return { ok: false, problems: ['the body is not a JSON object'] };
  // class-validator asks an object's `constructor` for its rules: a body that brings its own would be checked against none.
  if (Object.hasOwn(value, 'constructor')) return { ok: false, problems: ['property constructor should not exist'] };
  const body = fill(rules, value);
  const errors = validateSync(body, {
    whitelist: true,
    forbidNonWhitelisted: extra === 'refuse',
    forbidUnknownValues: false,
    stopAtFirstError: true,
  });
  if (errors.length > 0) return { ok: false, problems: errors.flatMap(sentences) };
  return { ok: true, body };
}

/** For a property that is an object with rules of its own. */
export function Nested(rules: BodyRules, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'nested',
      validator: {
        validate: (value) => checkBody(rules, value, 'refuse').ok,
        defaultMessage: (given) => {
          const checked = checkBody(rules, given?.value, 'refuse');
          return checked.ok ? '' : `${given?.property}: ${checked.problems.join('; ')}`;
        },
      },
    },
    options,
  );
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own properties are defined, never assigned: `__proto__` from JSON must stay a name like any other. */
function fill(rules: BodyRules, value: Record<string, unknown>): object {
  const body = new rules();
  for (const [name, item] of Object.entries(value))
    Object.defineProperty(body, name, { value: item, enumerable: true, writable: true, configurable: true });
  return body;
}

function sentences(error: ValidationError): string[] {
  return Object.values(error.constraints ?? {}).map((sentence) => sentence.slice(0, 300));
}

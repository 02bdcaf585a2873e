import { nearMatch, type Diagnostic } from '@fleet/diagnostics';
import { ValidateBy, validateSync, type ValidationError, type ValidationOptions } from 'class-validator';
import { isPlain, type Plain, type Written } from './written.js';

/** The data as an instance of its class, and all that is wrong with it: unknown keys with what was probably meant, wrong values. */
export function check<T extends object>(
  written: Written,
  settings: new () => T,
  known: readonly string[],
  nested: Readonly<Record<string, readonly string[]>> = {},
): { readonly value: T; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [...written.diagnostics, ...unknownKeys(written, written.data, known, '')];
  for (const [key, inner] of Object.entries(nested)) {
    const data = written.data[key];
    if (isPlain(data)) diagnostics.push(...unknownKeys(written, data, inner, `${key}.`));
  }
  const value = new settings();
  for (const key of known) {
    const given = written.data[key];
    // `key:` with nothing behind it is the same as no such line.
    if (given !== undefined && given !== null) (value as Record<string, unknown>)[key] = given;
  }
  for (const problem of validateSync(value, { forbidUnknownValues: false, stopAtFirstError: true }))
    diagnostics.push(wrongValue(written, problem));
  return { value, diagnostics };
}

function unknownKeys(written: Written, data: Plain, known: readonly string[], prefix: string): Diagnostic[] {
  return Object.keys(data)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const meant = nearMatch(key, known);
      return located(written, `${prefix}${key}`, {
        severity: 'error',
        code: 'config.unknown-key',
        summary: `there is no setting \`${prefix}${key}\``,
        detail: meant
          ? `Did you mean \`${prefix}${meant}\`?`
          : `Settings of your own go under \`opts\`; known here are ${known.join(', ')}.`,
      });
    });
}

function wrongValue(written: Written, problem: ValidationError): Diagnostic {
  const [sentence = 'is not valid'] = Object.values(problem.constraints ?? {});
  return located(written, problem.property, {
    severity: 'error',
    code: 'config.wrong-value',
    summary: `\`${problem.property}\` ${sentence}`,
  });
}

export function located(written: Written, path: string, diagnostic: Diagnostic): Diagnostic {
  const at = written.place(path) ?? written.place(path.split('.')[0] as string);
  if (!at) return diagnostic;
  const lines = written.excerpt(at);
  return { ...diagnostic, at, ...(lines === undefined ? {} : { excerpt: lines }) };
}

/** A class-validator rule from a predicate; `sentence` goes on after the name of the setting. */
export function Is(name: string, sentence: string, good: (value: unknown) => boolean): PropertyDecorator {
  const options: ValidationOptions = { message: sentence };
  return ValidateBy({ name, validator: { validate: good } }, options);
}

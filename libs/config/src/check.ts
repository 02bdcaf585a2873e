import { nearMatch, type Diagnostic, type Place } from '@fleet/diagnostics';
import { ValidateBy, validateSync, type ValidationError, type ValidationOptions } from 'class-validator';
import { isPlain, type Plain, type Written } from './written.js';

/** The data as an instance of its class, and all that is wrong with it: unknown keys with what was probably meant, wrong values. */
export function check<T extends object>(
  written: Written,
  settings: new () => T,
  known: readonly string[],
  nested: Readonly<Record<string, readonly string[]>> = {},
): { readonly value: T; readonly diagnostics: readonly Diagnostic[] } {
  const whole = checkPart(written, '', written.data, settings, known);
  const diagnostics: Diagnostic[] = [...written.diagnostics, ...whole.diagnostics];
  for (const [key, inner] of Object.entries(nested)) {
    const data = written.data[key];
    if (isPlain(data)) diagnostics.push(...unknownKeys(written, data, inner, `${key}.`));
  }
  return { value: whole.value, diagnostics };
}

/** The same for the mapping at `path` within the data. */
export function checkPart<T extends object>(
  written: Written,
  path: string,
  data: Plain,
  settings: new () => T,
  known: readonly string[],
): { readonly value: T; readonly diagnostics: readonly Diagnostic[] } {
  const prefix = path === '' ? '' : `${path}.`;
  const diagnostics = unknownKeys(written, data, known, prefix);
  const value = new settings();
  const kept = new settings();
  for (const key of known) {
    const given = data[key];
    // `key:` with nothing behind it is the same as no such line.
    if (given !== undefined && given !== null) (value as Record<string, unknown>)[key] = given;
  }
  for (const problem of validateSync(value, { forbidUnknownValues: false, stopAtFirstError: true })) {
    diagnostics.push(wrongValue(written, prefix, problem));
    // Whoever reads on finds what would stand there without it.
    const { property } = problem;
    (value as Record<string, unknown>)[property] = (kept as Record<string, unknown>)[property];
  }
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
          : `${prefix === '' ? 'Settings of your own go under `opts`; known' : 'Known'} here are ${known.join(', ')}.`,
      });
    });
}

function wrongValue(written: Written, prefix: string, problem: ValidationError): Diagnostic {
  const [sentence = 'is not valid'] = Object.values(problem.constraints ?? {});
  const path = `${prefix}${problem.property}`;
  return located(written, path, {
    severity: 'error',
    code: 'config.wrong-value',
    summary: `\`${path}\` ${sentence}`,
  });
}

export function located(written: Written, path: string, diagnostic: Diagnostic): Diagnostic {
  const at = nearestPlace(written, path);
  if (!at) return diagnostic;
  const lines = written.excerpt(at);
  return { ...diagnostic, at, ...(lines === undefined ? {} : { excerpt: lines }) };
}

/** Where the path is written, or what holds it: an unnamed item, a key that is missing. */
function nearestPlace(written: Written, path: string): Place | undefined {
  for (let rest = path; ; rest = rest.slice(0, rest.lastIndexOf('.'))) {
    const at = written.place(rest);
    if (at !== undefined || !rest.includes('.')) return at;
  }
}

/** A class-validator rule from a predicate; `sentence` goes on after the name of the setting. */
export function Is(name: string, sentence: string, good: (value: unknown) => boolean): PropertyDecorator {
  const options: ValidationOptions = { message: sentence };
  return ValidateBy({ name, validator: { validate: good } }, options);
}

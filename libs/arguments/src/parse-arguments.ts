import { validateSync } from 'class-validator';
import { nearMatch } from '@fleet/diagnostics';
import type { Value, ValueMap } from '@fleet/values';
import { declaredArguments, type DeclaredArgument } from './arg.js';
import { argumentTypes } from './argument-types.js';
import type { ArgumentClass, ArgumentProblem, GivenArguments, ParsedArguments } from './definition.js';
import { rememberRules } from './rules-of-class.js';

rememberRules();

/**
 * Fits given arguments to a declaration: positional values in the order of the fields, then names. Everything that does not
 * fit is reported at once. A `null` for an optional argument counts as not given, as it does in Salt.
 */
export function parseArguments<Want extends object>(
  declared: ArgumentClass<Want>,
  given: GivenArguments,
): ParsedArguments<Want> {
  const { all, rest, refused } = declaredArguments(declared.prototype as object);
  const want = new declared();
  const fields = want as Record<string, unknown>;
  const problems: ArgumentProblem[] = [];
  const values = new Map<DeclaredArgument, Value>();

  const takesRest = (key: string): boolean => {
    const named = rest.get('named');
    return named !== undefined && (named.when?.(key, given.named, byName.keys()) ?? true);
  };
  const byName = new Map(all.map((argument) => [argument.name, argument]));
  const extra: ValueMap = new Map();
  for (const [key, value] of given.named) {
    const argument = typeof key === 'string' ? byName.get(key) : undefined;
    if (argument) values.set(argument, value);
    else if (typeof key === 'string' && refused.has(key)) {
      const { wayOut = '', evenFalse = false } = refused.get(key) ?? {};
      // Its default, written out, asks for nothing.
      if (value !== null && (value !== false || evenFalse)) problems.push(unsupported(key, wayOut));
    } else if (takesRest(String(key))) extra.set(key, value);
    else problems.push(unknownArgument(String(key), byName.keys()));
  }
  const beyond: Value[] = [];
  for (const [index, value] of given.positional.entries()) {
    const argument = all[index];
    if (!argument) beyond.push(value);
    else if (values.has(argument))
      problems.push(wrong(argument.name, `\`${argument.name}\` is given twice: by position and by name`));
    else values.set(argument, value);
  }
  const restPositional = rest.get('positional');
  const restNamed = rest.get('named');
  if (restPositional) fields[restPositional.name] = beyond;
  else if (beyond.length > 0) problems.push(tooMany(all.length, given.positional.length));
  if (restNamed) fields[restNamed.name] = extra;

  for (const argument of all) {
    const given = values.get(argument);
    const value = given ?? argument.default ?? null;
    if (given === null && argument.nullable) fields[argument.name] = null;
    else if (value !== null) fields[argument.name] = argumentTypes[argument.type].read(value);
    else if (!argument.optional && argument.default === undefined) problems.push(missing(argument, given === null));
  }
  const told = new Set(problems.map((problem) => problem.argument));
  // A class without rules takes nothing, and is no mistake.
  for (const error of validateSync(want, { forbidUnknownValues: false })) {
    if (told.has(error.property)) continue;
    const sentence = Object.values(error.constraints ?? {}).at(-1) ?? `\`${error.property}\` is not valid`;
    problems.push(wrong(error.property, sentence));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, want };
}

/** A required argument without a value: it is not there, or what was to yield its value yielded nothing. */
function missing({ name, doc }: DeclaredArgument, givenAsNothing: boolean): ArgumentProblem {
  const how = givenAsNothing ? 'given, but without a value' : 'missing';
  return { argument: name, kind: 'missing', message: `\`${name}\` is ${how}: ${doc}` };
}

function unknownArgument(name: string, known: Iterable<string>): ArgumentProblem {
  const suggestion = nearMatch(name, known);
  const advice = suggestion === undefined ? '' : `; did you mean \`${suggestion}\`?`;
  return {
    argument: name,
    kind: 'unknown',
    message: `there is no argument \`${name}\`${advice}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function unsupported(argument: string, wayOut: string): ArgumentProblem {
  return { argument, kind: 'unsupported', message: `\`${argument}\` is not supported here: ${wayOut}` };
}

function wrong(argument: string, message: string): ArgumentProblem {
  return { argument, kind: 'wrong', message };
}

function tooMany(declared: number, given: number): ArgumentProblem {
  const takes = declared === 0 ? 'no values' : declared === 1 ? 'at most one value' : `at most ${declared} values`;
  return { argument: '*', kind: 'unknown', message: `${given} values are given by position, it takes ${takes}` };
}

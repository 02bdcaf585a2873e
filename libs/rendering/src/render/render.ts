import { excerpt, formatPlace, type Diagnostic, type Outcome, type Place, type Step } from '@fleet/diagnostics';
import { RenderFailure, Suspension } from '../compile/failure.js';
import { Memory } from '../compile/memory.js';
import { Run } from '../compile/run.js';
import { PythonError } from '../python/things.js';
import { TemplateSyntaxError } from '../syntax/syntax-error.js';
import type { Rendered, RenderRequest } from '../template.js';

/** Waits for one render; every call and every file that is not there yet is one. */
const maxWaits = 10_000;

interface Attempt {
  readonly memory: Memory;
  /** The same for every attempt, so that each renders the same; but for the time that the ones before took. */
  readonly start: { readonly now: Date; readonly seed: number; spent: number };
}

function begin(request: RenderRequest): Attempt {
  return {
    memory: new Memory(request.environment),
    start: { now: new Date(), seed: (Math.random() * 2 ** 32) | 0, spent: 0 },
  };
}

/** Renders a template; waits for what the environment answers later. Never throws for what the template's author wrote. */
export async function renderTemplate(request: RenderRequest): Promise<Outcome<Rendered>> {
  const attempt = begin(request);
  for (let waits = 0; waits < maxWaits; waits += 1) {
    const result = renderOnce(request, attempt);
    if (!(result instanceof Suspension)) return result;
    await result.answer;
  }
  const at = { file: request.source.name, line: 1, column: 0 };
  return {
    ok: false,
    diagnostics: [
      { severity: 'error', code: 'template.limit', summary: `the template waits more than ${maxWaits} times`, at },
    ],
  };
}

/**
 * As {@link renderTemplate}, at once; `undefined` where an answer of the environment would have had to be awaited. Whoever then
 * calls `renderTemplate` asks the environment again: use this only where the environment answers at once or asking twice is harmless.
 */
export function renderTemplateNow(request: RenderRequest): Outcome<Rendered> | undefined {
  const result = renderOnce(request, begin(request));
  return result instanceof Suspension ? undefined : result;
}

function renderOnce(request: RenderRequest, attempt: Attempt): Outcome<Rendered> | Suspension {
  const run = new Run(request, attempt.memory, attempt.start);
  try {
    run.renderMain(request.source);
    const { out } = run;
    return {
      ok: true,
      value: { text: out.text(), origin: out.origin(run.textOf), volatile: run.isVolatile },
      warnings: run.warnings,
    };
  } catch (error) {
    if (error instanceof Suspension) {
      attempt.start.spent = run.budget.spent();
      return error;
    }
    return { ok: false, diagnostics: diagnose(error, run).map((diagnostic) => withExcerpt(diagnostic, run)) };
  }
}

function diagnose(error: unknown, run: Run): readonly Diagnostic[] {
  if (error instanceof RenderFailure) return error.diagnostics;
  if (error instanceof PythonError) return [failure(error, run)];
  if (error instanceof TemplateSyntaxError) {
    // Which of the templates did not parse, the error does not know: it is the one that was being loaded.
    const { name, how } = run.compiling;
    const at = { file: name, line: error.line, column: error.column };
    const via = name === run.mainName ? [] : [...run.via(), { ...run.at, ...(how && { how }) }];
    return [diagnostic(error.code, error.message, error.detail, at, via)];
  }
  if (error instanceof RangeError) {
    return [diagnostic('template.limit', 'the template nests or grows too far', error.message, run.at, run.via())];
  }
  throw error;
}

/** What was looked for in the line at hand is shown where it stands there; what came from elsewhere, where it is used. */
function failure(error: PythonError, run: Run): Diagnostic {
  const { from } = error;
  const isHere = from?.file === run.at.file && from.line === run.at.line;
  const origin = from && !isHere ? `It was looked for at ${formatPlace(from)}.` : undefined;
  const detail = [error.detail, origin].filter((sentence) => sentence !== undefined).join(' ');
  const at = from && isHere ? from : run.at;
  return diagnostic(`template.${error.kind}`, error.message, detail === '' ? undefined : detail, at, run.via());
}

function diagnostic(
  code: string,
  summary: string,
  detail: string | undefined,
  at: Place,
  via: readonly Step[],
): Diagnostic {
  return {
    severity: 'error',
    code,
    summary,
    at,
    ...(detail !== undefined && { detail }),
    ...(via.length > 0 && { via }),
  };
}

function withExcerpt(given: Diagnostic, run: Run): Diagnostic {
  if (given.excerpt !== undefined || !given.at) return given;
  const source = run.textOf(given.at.file);
  return source === undefined ? given : { ...given, excerpt: excerpt(source, given.at) };
}

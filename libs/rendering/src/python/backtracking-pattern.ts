import { createContext, Script } from 'node:vm';
import { backtracking, translatePattern, type PatternFlags, type PatternProblem } from '@fleet/values';
import { compilePattern } from './linear-pattern.js';
import { Pattern, type PatternMatch } from './pattern.js';

/** Milliseconds that one look for a match may take. */
const patience = 1000;

/** A pattern took too long on a text: parts of it match the same characters in too many ways. */
export class PatternTooSlow extends Error {
  readonly code = 'pattern.too-slow';

  constructor(options: ErrorOptions) {
    super('the pattern takes too long on this text: parts of it match the same characters in too many ways', options);
    this.name = 'PatternTooSlow';
  }
}

/**
 * As {@link compilePattern}, but look-around and references to groups are matched as well, by an engine that tries every way; it is
 * stopped after a second with {@link PatternTooSlow}. For what runs on one machine, not for what all must agree on.
 */
export function compileAnyPattern(pattern: string, flags: PatternFlags = {}): Pattern | PatternProblem {
  const linear = compilePattern(pattern, flags);
  if (linear instanceof Pattern) return linear;
  const translated = translatePattern(pattern, flags, backtracking);
  if ('problem' in translated) return translated;
  try {
    return new BacktrackingPattern(translated.source, translated.ignoresCase);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: error.message.replace(/^Invalid regular expression: [\s\S]*: /, ''), offset: 0 };
  }
}

const run = new Script('look()');

class BacktrackingPattern extends Pattern {
  override readonly groupCount: number;
  private readonly regex: RegExp;
  private readonly anchored: RegExp;
  private readonly names: readonly string[];

  constructor(source: string, ignoresCase: boolean) {
    super();
    const flags = ignoresCase ? 'iu' : 'u';
    this.regex = new RegExp(source, `${flags}g`);
    this.anchored = new RegExp(source, `${flags}y`);
    const empty = new RegExp(`${source}|`, flags).exec('') as RegExpExecArray;
    this.groupCount = empty.length - 1;
    this.names = groupNames(source);
  }

  override search(text: string, from = 0): PatternMatch | undefined {
    return this.look(this.regex, text, from);
  }

  override match(text: string): PatternMatch | undefined {
    return this.look(this.anchored, text, 0);
  }

  override groupNumber(name: string): number | undefined {
    const index = this.names.indexOf(name);
    return index < 0 ? undefined : index + 1;
  }

  private look(regex: RegExp, text: string, from: number): PatternMatch | undefined {
    regex.lastIndex = from;
    const found = inTime(() => regex.exec(text));
    if (!found) return undefined;
    const groups = Array.from(found, (group: string | undefined) => group ?? null);
    return { start: found.index, end: found.index + found[0].length, groups };
  }
}

/** The names of capturing groups in their order, empty for one without a name. */
function groupNames(source: string): string[] {
  const names: string[] = [];
  for (const [whole, name] of source.matchAll(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?<(\w+)>|(?!\?))/g))
    if (whole.startsWith('(')) names.push(name ?? '');
  return names;
}

/** The engine can be stopped only from around a script. */
function inTime<T>(look: () => T): T {
  try {
    return run.runInContext(createContext({ look }), { timeout: patience }) as T;
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new PatternTooSlow({ cause: error });
  }
}

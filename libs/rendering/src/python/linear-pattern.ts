import { translatePattern, type PatternFlags, type PatternProblem } from '@fleet/values';
import { RE2JS, RE2JSException } from 're2js';
import { Pattern, type PatternMatch } from './pattern.js';

/** How long a pattern may be; compiled programs grow with it. */
const longest = 2000;
const cache = new Map<string, Pattern | PatternProblem>();

/**
 * A Python regular expression, matched in time linear in the text whatever the pattern, or why it is none. Look-around and back
 * references do not exist in that world: they are refused.
 */
export function compilePattern(pattern: string, flags: PatternFlags = {}): Pattern | PatternProblem {
  const key = `${JSON.stringify(flags)}${pattern}`;
  let compiled = cache.get(key);
  if (!compiled) {
    compiled = compile(pattern, flags);
    if (cache.size > 500) cache.clear();
    cache.set(key, compiled);
  }
  return compiled;
}

function compile(pattern: string, flags: PatternFlags): Pattern | PatternProblem {
  if (pattern.length > longest) return { problem: `it has more than ${longest} characters`, offset: longest };
  const translated = translatePattern(pattern, flags);
  if ('problem' in translated) return translated;
  try {
    return new LinearPattern(RE2JS.compile(translated.source), translated.hasDollar);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { problem: error.message.replace(/^error parsing regexp: /, ''), offset: 0 };
  }
}

class LinearPattern extends Pattern {
  constructor(
    private readonly regex: RE2JS,
    private readonly hasDollar: boolean,
  ) {
    super();
  }

  override search(text: string, from = 0): PatternMatch | undefined {
    return this.best(text, (matcher) => matcher.find(from), from);
  }

  override match(text: string): PatternMatch | undefined {
    return this.best(text, (matcher) => matcher.lookingAt(), 0);
  }

  override get groupCount(): number {
    return this.regex.groupCount();
  }

  override groupNumber(name: string): number | undefined {
    return this.regex.namedGroups()[name];
  }

  /** Python's `$` also matches before a line end that ends the text: then the text without it is looked at, too. */
  private best(
    text: string,
    find: (matcher: ReturnType<RE2JS['matcher']>) => boolean,
    from: number,
  ): PatternMatch | undefined {
    const whole = this.once(text, find);
    if (!this.hasDollar || !text.endsWith('\n') || from >= text.length) return whole;
    const shorter = this.once(text.slice(0, -1), find);
    return shorter && (!whole || shorter.start < whole.start) ? shorter : whole;
  }

  private once(text: string, find: (matcher: ReturnType<RE2JS['matcher']>) => boolean): PatternMatch | undefined {
    const matcher = this.regex.matcher(text);
    if (!find(matcher)) return undefined;
    const groups = Array.from({ length: this.groupCount + 1 }, (_, index) => matcher.group(index) ?? null);
    return { start: matcher.start(), end: matcher.end(), groups };
  }
}

import { translatePattern, type PatternFlags, type PatternProblem, type ReplacementPart } from '@fleet/values';
import { RE2JS, RE2JSException } from 're2js';

/** How long a pattern may be; compiled programs grow with it. */
const longest = 2000;
const cache = new Map<string, Pattern | PatternProblem>();

export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  /** The whole match first, then the groups; `null` for one that took no part. */
  readonly groups: readonly (string | null)[];
}

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
    return new Pattern(RE2JS.compile(translated.source), translated.hasDollar);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { problem: error.message.replace(/^error parsing regexp: /, ''), offset: 0 };
  }
}

export class Pattern {
  constructor(
    private readonly regex: RE2JS,
    private readonly hasDollar: boolean,
  ) {}

  /** The first match that begins at `from` or later. */
  search(text: string, from = 0): PatternMatch | undefined {
    return this.best(text, (matcher) => matcher.find(from), from);
  }

  /** The match at the beginning of the text. */
  match(text: string): PatternMatch | undefined {
    return this.best(text, (matcher) => matcher.lookingAt(), 0);
  }

  test(text: string): boolean {
    return this.search(text) !== undefined;
  }

  /** All matches, as `re.finditer` gives them: an empty one may follow another match directly, but no empty one. */
  *matches(text: string): Iterable<PatternMatch> {
    for (let from = 0; from <= text.length;) {
      const found = this.search(text, from);
      if (!found) return;
      yield found;
      const isEmpty = found.end === found.start;
      from = isEmpty ? found.end + ((text.codePointAt(found.end) ?? 0) > 0xffff ? 2 : 1) : found.end;
    }
  }

  get groupCount(): number {
    return this.regex.groupCount();
  }

  /** Number of the group with this name. */
  groupNumber(name: string): number | undefined {
    return this.regex.namedGroups()[name];
  }

  /** A group of the replacement that the pattern does not have. */
  missingGroup(parts: readonly ReplacementPart[]): number | string | undefined {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const { group } = part;
      if (typeof group === 'number' ? group > this.groupCount : this.groupNumber(group) === undefined) return group;
    }
    return undefined;
  }

  /** Every match replaced, or the first `count`; `made` is told the length of what there is so far. */
  replace(
    text: string,
    parts: readonly ReplacementPart[],
    { count = 0, made }: { readonly count?: number; readonly made?: (length: number) => void } = {},
  ): { readonly text: string; readonly count: number } {
    let result = '';
    let end = 0;
    let done = 0;
    for (const found of this.matches(text)) {
      result += text.slice(end, found.start) + this.expand(found, parts);
      end = found.end;
      done += 1;
      made?.(result.length);
      if (done === count) break;
    }
    return { text: result + text.slice(end), count: done };
  }

  expand(found: PatternMatch, parts: readonly ReplacementPart[]): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return part;
        const number = typeof part.group === 'number' ? part.group : (this.groupNumber(part.group) as number);
        return found.groups[number] ?? '';
      })
      .join('');
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

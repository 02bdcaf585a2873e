import type { ReplacementPart } from '@fleet/values';

export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  /** The whole match first, then the groups; `null` for one that took no part. */
  readonly groups: readonly (string | null)[];
}

/** A Python regular expression, whatever engine matches it. */
export abstract class Pattern {
  /** The first match that begins at `from` or later. */
  abstract search(text: string, from?: number): PatternMatch | undefined;

  /** The match at the beginning of the text. */
  abstract match(text: string): PatternMatch | undefined;

  abstract readonly groupCount: number;

  /** Number of the group with this name. */
  abstract groupNumber(name: string): number | undefined;

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
}

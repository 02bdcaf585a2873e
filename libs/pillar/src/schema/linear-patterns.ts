import type { Options } from 'ajv';
import { RE2JS, RE2JSException } from 're2js';
import { SchemaUnusable } from './schema-unusable.js';
import { visitKeywords } from './schema-walk.js';

/** Names of keys come again in every node of every minion; their answers are kept. Longer texts are values. */
const longestKept = 40;
const mostKept = 1000;

/** A pattern of a schema. The validator tells patterns apart by what they are as text. */
class LinearPattern {
  private readonly compiled: RE2JS;
  private readonly answers = new Map<string, boolean>();

  /** `path` is where it stands in the schema. @throws SchemaUnusable */
  constructor(
    private readonly written: string,
    path: readonly string[] = [],
  ) {
    try {
      this.compiled = RE2JS.compile(RE2JS.translateRegExp(written));
    } catch (cause) {
      if (!(cause instanceof RE2JSException)) throw cause;
      throw new SchemaUnusable(`the pattern ${written} cannot be matched`, path, {
        cause,
        advice: `${sentence(cause)}; it may not look ahead or back, nor refer to its own groups.`,
      });
    }
  }

  test(text: string): boolean {
    const known = this.answers.get(text);
    if (known !== undefined) return known;
    const answer = this.compiled.matcher(text).find();
    if (text.length > longestKept) return answer;
    if (this.answers.size >= mostKept) this.answers.clear();
    this.answers.set(text, answer);
    return answer;
  }

  toString(): string {
    return `/${this.written}/`;
  }
}

function sentence({ message }: Error): string {
  return message.replace(/^error parsing regexp: /, '').replace(/^./, (first) => first.toUpperCase());
}

/** @throws SchemaUnusable for the first pattern of a schema that is no good */
export function checkPatterns(schema: unknown): void {
  visitKeywords(schema, (keyword, value, path) => {
    if (keyword === 'pattern' && typeof value === 'string') new LinearPattern(value, path);
    if (keyword === 'patternProperties')
      for (const pattern of Object.keys(Object(value) as object)) new LinearPattern(pattern, [...path, pattern]);
  });
}

/**
 * Matches the patterns of a schema in time linear in the text: a minion sends some of the texts, and must not be able to stop the master
 * with one that a pattern takes years for.
 */
export const linearPatterns: NonNullable<NonNullable<Options['code']>['regExp']> = Object.assign(
  (pattern: string) => new LinearPattern(pattern),
  // How validators that are written to files would call it; none is.
  { code: 'linearPatterns' },
);

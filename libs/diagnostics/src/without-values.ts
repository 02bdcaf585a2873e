import { blanks } from './cells.js';
import type { Diagnostic } from './diagnostic.js';

/**
 * The diagnostic for somebody who may know that a file is wrong and where, but not what stands in it: a pillar file holds the values of
 * all minions. Of its excerpt the keys, the punctuation and the names in templates stay, so that the caret still stands under something;
 * every other character becomes a dot.
 */
export function withoutValues(diagnostic: Diagnostic): Diagnostic {
  const { summary, excerpt } = diagnostic;
  return {
    ...diagnostic,
    summary: maskSummary(diagnostic.code, summary),
    ...(excerpt !== undefined && { excerpt: excerpt.split('\n').map(maskRow).join('\n') }),
  };
}

/** What sentences of these codes quote may be a value: a password that begins with `*` or `!` is an alias or a tag to YAML. */
const quotes: ReadonlyMap<string, RegExp> = new Map([
  ['yaml.unknown-alias', /(?<=called ).+/],
  ['yaml.unknown-tag', /(?<=tag ).+/],
  ['template.value', /(?<=')[^']*(?=')|(?<=: ).+/g],
  ['template.regex', /(?<=")[^"]*(?=")/],
]);

function maskSummary(code: string, summary: string): string {
  const quoted = quotes.get(code);
  const rest = quoted ? summary.replace(quoted, (text) => text.replace(/\S/gu, dots)) : summary;
  // A number that is refused for its size is quoted in part.
  return rest.replace(/\b0x[0-9a-f]{4,}…?/gi, '0x…');
}

/** `> 12 | key: value`; a row without a number, but for the arrow of a rendered line, holds the caret. */
const rowParts = /^([> ] +(?:\d+|→) \| ?)(.*)$/;

function maskRow(row: string): string {
  const parts = rowParts.exec(row);
  return parts ? `${parts[1] as string}${maskLine(parts[2] as string)}` : row;
}

/** Template tags, keys, and single characters, in this order: whatever is none of the first two is a value. */
const pieces =
  /(\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$))|((?:^[\s-]*|[{,]\s*)(?:"[^"]*"|'[^']*'|[\w./-]+)\s*:(?=\s|$))|([\s\S])/gu;

function maskLine(line: string): string {
  let isComment = false;
  return line.replace(pieces, (_whole, tag?: string, key?: string, character?: string) => {
    if (isComment || character === '#') {
      isComment = true;
      return (tag ?? key ?? character ?? '').replace(/[^\s#]/gu, dots);
    }
    if (tag !== undefined) return maskTag(tag);
    return key ?? maskCharacters(character as string);
  });
}

/** Names and operators of a template are no values; its texts and numbers may be. */
function maskTag(tag: string): string {
  return tag.replace(/"[^"]*"?|'[^']*'?|\b\d[\w.]*/g, maskCharacters);
}

function maskCharacters(text: string): string {
  return text.replace(/[^\s'"[\]{},:|>&*!…-]/gu, dots);
}

/** As many as the character has cells. */
function dots(character: string): string {
  return '•'.repeat(blanks(character).length);
}

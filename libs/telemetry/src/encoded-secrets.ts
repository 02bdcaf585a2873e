import { shortestBroken } from './secret-forms.js';
import { unfolded, type Unfolded } from './unfolded.js';
import type { SecretSearch } from './secret-search.js';

type Span = readonly [start: number, end: number];

/**
 * Where known secrets stand in another shape than they are known in: inside of base64 (whatever stands before them in it) or hex, with
 * characters written as escapes (`%2F`, `\u0026`, `&amp;`), or broken into lines, as `base64` and a diff do it.
 */
export function encodedSecrets(text: string, search: SecretSearch): Span[] {
  const spans: Span[] = inEscapes(text, search);
  const lineless = unfolded(text);
  if (!lineless) return merged([...spans, ...inCode(text, search)]);
  const add = ({ placeOf }: Unfolded, found: readonly Span[]): void => {
    for (const [start, end] of found) spans.push([placeOf(start), placeOf(end - 1) + 1]);
  };
  const { codes, dense } = lineless;
  for (const code of codes) add(code, inCode(code.flat, search));
  add(
    dense,
    search.find(dense.flat).filter(([start, end]) => end - start >= shortestBroken),
  );
  return merged(spans);
}

function inCode(text: string, search: SecretSearch): Span[] {
  const spans: Span[] = [];
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/_-]{12,}/g)) {
    const padding = /^={0,2}/.exec(text.slice(index + run.length, index + run.length + 2))?.[0].length ?? 0;
    // Code for text has both cases; a path, a word or a hash in hex is not worth the time.
    if (/[a-z]/.test(run) && /[A-Z]/.test(run)) {
      // Where in a group of four characters the code began, nobody knows.
      for (let shift = 0; shift < 4; shift += 1) {
        const bytes = Buffer.from(run.slice(shift), 'base64').toString('latin1');
        for (const [start, end] of search.find(bytes))
          spans.push([
            index + shift + Math.floor((start * 4) / 3),
            index + endOfCode(shift + Math.ceil((end * 4) / 3), run.length, padding),
          ]);
      }
    }
    for (const { 0: digits, index: at } of run.matchAll(/[0-9A-Fa-f]{12,}/g)) {
      for (const shift of [0, 1]) {
        const bytes = Buffer.from(digits.slice(shift), 'hex').toString('latin1');
        for (const [start, end] of search.find(bytes))
          spans.push([index + at + shift + start * 2, index + at + shift + end * 2]);
      }
    }
  }
  return spans;
}

/** What fills up the last group belongs to it. */
function endOfCode(end: number, length: number, padding: number): number {
  return end >= length ? length + padding : end;
}

const escape =
  /%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3}|&(?:#x[0-9A-Fa-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/g;
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** The whole word is hidden: what else is in it is hardly worth keeping. */
function inEscapes(text: string, search: SecretSearch): Span[] {
  if (!/[%\\&]/.test(text)) return [];
  const spans: Span[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    if (!/[%\\&]/.test(word)) continue;
    const plain = word.replace(escape, unescaped);
    if (plain !== word && search.has(plain)) spans.push([index, index + word.length]);
  }
  return spans;
}

function unescaped(code: string): string {
  const entity = entities[code];
  if (entity !== undefined) return entity;
  const digits = /[0-9A-Fa-f]+/.exec(code.replace(/^\\[ux]|^&#x/, ''))?.[0] ?? '';
  const base = code.startsWith('&#') && !code.startsWith('&#x') ? 10 : /^\\[0-7]/.test(code) ? 8 : 16;
  const point = Number.parseInt(digits, base);
  return point <= 0x10ffff ? String.fromCodePoint(point) : code;
}

/** In order, those that touch made one. */
function merged(spans: readonly Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

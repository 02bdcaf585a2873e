import { literal } from './classes.js';
import type { FlagLetter } from './flags.js';

/** How an engine spells what Python's patterns say. */
export interface Dialect {
  readonly name: 're2' | 'backtracking';
  /** Before the pattern: flags that hold for all of it. */
  start(flags: ReadonlySet<FlagLetter>): string;
  literal(character: string): string;
  /** The dot, where it means line ends too and where not. */
  dot(meansLineEnds: boolean): string;
  readonly textStart: string;
  readonly textEnd: string;
  /** Python's `$`: the end, or before a line end that ends the text. */
  readonly dollar: string;
  readonly lineStart: string;
  readonly lineEnd: string;
  named(name: string): string;
  /** The beginning of a group with flags of its own; `undefined` where the engine has none. */
  scoped(on: string, off: string, outer: ReadonlySet<FlagLetter>): string | undefined;
}

/** RE2: linear time. Its `$` is the end alone: who matches looks at texts that end with a line end twice. */
export const re2: Dialect = {
  name: 're2',
  start: (flags) => {
    const letters = ['i', 's'].filter((letter) => flags.has(letter as FlagLetter)).join('');
    return letters === '' ? '' : `(?${letters})`;
  },
  literal,
  dot: () => '.',
  textStart: '\\A',
  textEnd: '\\z',
  dollar: '\\z',
  lineStart: '(?m:^)',
  lineEnd: '(?m:$)',
  named: (name) => `(?P<${name}>`,
  scoped: (on, off) => {
    const letters = [on.replace(/[^is]/g, ''), off.replace(/[^is]/g, '')];
    return `(?${letters[0]}${letters[1] === '' ? '' : `-${letters[1]}`}:`;
  },
};

/** JavaScript's own engine, with its flag `u` (and `i`): everything, in time that nobody knows. */
export const backtracking: Dialect = {
  name: 'backtracking',
  start: () => '',
  literal: (character) => {
    if (/[\\^$.|?*+()[\]{}/-]/.test(character) || (character.codePointAt(0) as number) < 0x20)
      return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
    return character;
  },
  dot: (meansLineEnds) => (meansLineEnds ? '[\\s\\S]' : '[^\\n]'),
  textStart: '(?<![\\s\\S])',
  textEnd: '(?![\\s\\S])',
  dollar: '(?=\\n?(?![\\s\\S]))',
  lineStart: '(?<![^\\n])',
  lineEnd: '(?![^\\n])',
  named: (name) => `(?<${name}>`,
  scoped: (on, off, outer) => {
    const changesCase = outer.has('i') ? off.includes('i') : on.includes('i');
    return changesCase ? undefined : '(?:';
  },
};

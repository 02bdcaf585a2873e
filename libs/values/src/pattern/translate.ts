import { characterEscape } from './escapes.js';
import { classEscape } from './classes.js';
import { re2, type Dialect } from './dialect.js';
import { lettersOf, type FlagLetter, type PatternFlags } from './flags.js';

/** A pattern in the syntax of an engine. */
export interface TranslatedPattern {
  readonly source: string;
  /** Whether case means nothing; in RE2 the source says so itself. */
  readonly ignoresCase: boolean;
  /** Whether it has a `$` that Python also matches before a line end that ends the text; the source means the end alone. */
  readonly hasDollar: boolean;
}

/** Why a pattern is none, or none that can be matched in linear time. */
export interface PatternProblem {
  readonly problem: string;
  /** Of the character in the pattern, from 0. */
  readonly offset: number;
}

/**
 * A regular expression of Python's `re`, for texts, as one of RE2, which is matched in time linear in the text. Look-around, back
 * references and what else needs backtracking is refused, as is what Python itself refuses.
 */
export function translatePattern(
  pattern: string,
  flags: PatternFlags = {},
  dialect: Dialect = re2,
): TranslatedPattern | PatternProblem {
  try {
    return new Translator(pattern, lettersOf(flags), dialect).run();
  } catch (error) {
    if (error instanceof Untranslatable) return { problem: error.message, offset: error.offset };
    throw error;
  }
}

class Untranslatable extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const lookAround = 'look-around is not supported: it cannot be matched in bounded time';
const backReference = 'a reference to a group is not supported in a pattern: it cannot be matched in bounded time';

class Translator {
  private at = 0;
  private source = '';
  private hasDollar = false;
  /** Whether what stands before is something that can be repeated. */
  private isRepeatable = false;
  /** Each open group and the flags outside of it, innermost last. */
  private readonly outer: { readonly flags: Set<FlagLetter>; readonly offset: number }[] = [];

  constructor(
    private readonly pattern: string,
    private flags: Set<FlagLetter>,
    private readonly dialect: Dialect,
  ) {}

  run(): TranslatedPattern {
    this.globalFlags();
    const start = this.dialect.start(this.flags);
    const ignoresCase = this.flags.has('i');
    while (this.at < this.pattern.length) this.next();
    const open = this.outer.at(-1);
    if (open) this.fail('a parenthesis is not closed', open.offset);
    return { source: start + this.source, ignoresCase, hasDollar: this.hasDollar };
  }

  private fail(problem: string, offset = this.at): never {
    throw new Untranslatable(problem, offset);
  }

  private globalFlags(): void {
    for (;;) {
      const found = /^\(\?([aimsuxL]+)\)/.exec(this.pattern.slice(this.at));
      if (!found) return;
      for (const letter of found[1] as string) this.setFlag(letter);
      this.at += found[0].length;
    }
  }

  private setFlag(letter: string): void {
    if (letter === 'L') this.fail('the flag L is for bytes, not for texts');
    if (letter === 'u') this.flags.delete('a');
    else this.flags.add(letter as FlagLetter);
  }

  private next(): void {
    const character = this.pattern[this.at] as string;
    switch (character) {
      case '\\':
        return this.escape();
      case '[':
        return this.brackets();
      case '(':
        return this.open();
      case ')':
        return this.close();
      case '^':
        return this.put(this.flags.has('m') ? this.dialect.lineStart : this.dialect.textStart, 1, false);
      case '$':
        this.hasDollar ||= !this.flags.has('m');
        return this.put(this.flags.has('m') ? this.dialect.lineEnd : this.dialect.dollar, 1, false);
      case '{':
        return this.braces();
      case '*':
      case '+':
      case '?':
        return this.repeat(character, 1);
      case '.':
        return this.put(this.dialect.dot(this.flags.has('s')), 1);
      case '|':
        return this.put(character, 1, false);
    }
    if (this.flags.has('x')) {
      const skipped = /^(?:\s+|#.*)/.exec(this.pattern.slice(this.at))?.[0];
      if (skipped !== undefined) return this.put('', skipped.length, this.isRepeatable);
    }
    const whole = String.fromCodePoint(this.pattern.codePointAt(this.at) as number);
    this.put(this.dialect.literal(whole), whole.length);
  }

  private put(source: string, length: number, isRepeatable = true): void {
    this.source += source;
    this.at += length;
    this.isRepeatable = isRepeatable;
  }

  private repeat(source: string, length: number): void {
    if (!this.isRepeatable) this.fail('nothing stands before this that could be repeated');
    const follows = this.pattern[this.at + length];
    if (follows === '+') this.fail('a possessive repetition is not supported: it cannot be matched in bounded time');
    if (follows === '?') this.put(`${source}?`, length + 1, false);
    else this.put(source, length, false);
  }

  private braces(): void {
    const found = /^\{(\d*)(,?)(\d*)\}/.exec(this.pattern.slice(this.at));
    if (!found || (found[1] === '' && found[2] === '')) return this.put('\\{', 1);
    const [whole, from = '', comma = '', to = ''] = found;
    if (Math.max(Number(from), Number(to)) > 1000) this.fail('more than 1000 repetitions are not supported');
    this.repeat(`{${from || '0'}${comma}${to}}`, whole.length);
  }

  private escape(): void {
    const letter = this.pattern[this.at + 1];
    if (letter === undefined) this.fail('a backslash at the end');
    if (letter === 'b' || letter === 'B') return this.put(`\\${letter}`, 2, false);
    if (letter === 'A') return this.put(this.dialect.textStart, 2, false);
    if (letter === 'Z') return this.put(this.dialect.textEnd, 2, false);
    const members = classEscape(letter, this.flags.has('a'), false);
    if (members !== undefined) return this.put(members, 2);
    const found = characterEscape(this.pattern, this.at, false);
    if (found) return this.put(this.dialect.literal(found.character), found.end - this.at);
    const group = /^[1-9][0-9]?/.exec(this.pattern.slice(this.at + 1))?.[0];
    if (group === undefined) this.fail(`\\${letter} means nothing`);
    if (this.dialect.name === 're2') this.fail(backReference);
    this.put(`(?:\\${group})`, 1 + group.length);
  }

  private brackets(): void {
    const opened = this.at;
    this.put('[', 1);
    if (this.pattern[this.at] === '^') this.put('^', 1);
    for (let isFirst = true; ; isFirst = false) {
      const character = this.pattern[this.at];
      if (character === undefined) this.fail('a bracket is not closed', opened);
      if (character === ']' && !isFirst) return this.put(']', 1);
      if (character === '\\') this.escapeInBrackets();
      else if (character === '-' && !isFirst && this.pattern[this.at + 1] !== ']') this.put('-', 1);
      else {
        const whole = String.fromCodePoint(this.pattern.codePointAt(this.at) as number);
        this.put(this.dialect.literal(whole), whole.length);
      }
    }
  }

  private escapeInBrackets(): void {
    const letter = this.pattern[this.at + 1] ?? '';
    const members = classEscape(letter, this.flags.has('a'), true);
    if (members !== undefined) return this.put(members, 2);
    const found = characterEscape(this.pattern, this.at, true);
    if (!found) this.fail(`\\${letter} means nothing in brackets`);
    this.put(this.dialect.literal(found.character), found.end - this.at);
  }

  private close(): void {
    const open = this.outer.pop();
    if (!open) this.fail('a parenthesis that nothing opens');
    this.flags = open.flags;
    this.put(')', 1);
  }

  private open(): void {
    const rest = this.pattern.slice(this.at);
    const comment = /^\(\?#[^)]*\)/.exec(rest);
    if (comment) return this.put('', comment[0].length, this.isRepeatable);
    const named = /^\(\?P=([A-Za-z_]\w*)\)/.exec(rest);
    if (named) return this.backReference(named[0], named[1] as string);
    if (rest.startsWith('(?(')) this.fail('a condition on a group is not supported');
    if (rest.startsWith('(?>')) this.fail('an atomic group is not supported: it cannot be matched in bounded time');
    if (/^\(\?[aimsuxL]+\)/.test(rest)) this.fail('flags for the whole pattern stand at its beginning');
    const look = /^\(\?<?[=!]/.exec(rest)?.[0];
    if (look !== undefined && this.dialect.name === 're2') this.fail(lookAround);
    this.outer.push({ flags: new Set(this.flags), offset: this.at });
    if (look !== undefined) return this.put(look, look.length, false);
    this.openGroup(rest);
  }

  private backReference(written: string, name: string): void {
    if (this.dialect.name === 're2') this.fail(backReference);
    this.put(`\\k<${name}>`, written.length);
  }

  private openGroup(rest: string): void {
    const named = /^\(\?P<([A-Za-z_]\w*)>/.exec(rest);
    const scoped = /^\(\?([aimsux]*)(?:-([imsx]+))?:/.exec(rest);
    if (named) return this.put(this.dialect.named(named[1] as string), named[0].length, false);
    if (scoped) {
      const [whole, on = '', off = ''] = scoped;
      const open = this.dialect.scoped(on, off, this.flags);
      if (open === undefined) this.fail('flags for a part of a pattern are not supported beside look-around');
      for (const letter of on) this.setFlag(letter);
      for (const letter of off) this.flags.delete(letter as FlagLetter);
      return this.put(open, whole.length, false);
    }
    if (rest.startsWith('(?')) this.fail('a group that begins with (? and means nothing to Python');
    this.put('(', 1, false);
  }
}

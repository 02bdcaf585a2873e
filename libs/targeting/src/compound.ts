import type { Matcher, Need, Subject } from './matcher.js';
import { parseTerm, type Term, type TermType, type Warning } from './terms.js';
import { strayParenthesis, tokenize, type Token } from './tokens.js';

/** A mistake in a compound expression and where it is (0-based offset); `code` of the diagnostic that it becomes. */
export interface Mistake {
  readonly code?: Warning['code'];
  readonly message: string;
  readonly at: number;
  readonly length: number;
}

export interface Compound {
  readonly matcher: Matcher;
  readonly warnings: readonly Mistake[];
}

const engines: Readonly<Record<string, TermType>> = {
  G: 'grain',
  P: 'grain_pcre',
  I: 'pillar',
  J: 'pillar_pcre',
  L: 'list',
  E: 'pcre',
  S: 'ipcidr',
};

/** Deeper nesting than anybody writes by hand; keeps a hostile expression from exhausting the stack. */
const deepest = 64;

export class CompoundMistake extends Error {
  override readonly name = 'CompoundMistake';
  readonly code = 'target-malformed';
  constructor(readonly mistake: Mistake) {
    super('malformed compound target');
  }
}

/**
 * `and` binds tighter than `or`, `not` tighter than both, `a not b` reads as `a and not b`.
 * @throws CompoundMistake
 */
export function parseCompound(expression: string, nodegroup: (name: string, token: Token) => Matcher): Compound {
  const tokens = tokenize(expression);
  const warnings: Mistake[] = [];
  const needs = new Set<Need>();
  let position = 0;
  let hopeless = false;

  const peek = (): Token | undefined => tokens[position];
  const fail = (message: string, token?: Token): never => {
    const at = token?.at ?? expression.trimEnd().length;
    throw new CompoundMistake({ message, at, length: token?.text.length ?? 1 });
  };

  function any(depth: number): (subject: Subject) => boolean {
    const choices = [all(depth)];
    while (peek()?.text === 'or') {
      position += 1;
      choices.push(all(depth));
    }
    return choices.length === 1
      ? (choices[0] as (subject: Subject) => boolean)
      : (subject) => choices.some((choice) => choice(subject));
  }

  function all(depth: number): (subject: Subject) => boolean {
    const parts = [one(depth)];
    for (let next = peek(); next !== undefined && next.text !== 'or' && next.text !== ')'; next = peek()) {
      if (next.text === 'and') {
        position += 1;
      } else if (next.text !== 'not') {
        warnings.push({
          code: 'target.never-matches',
          message: `there is no "and" or "or" before ${next.text}; such a target matches nobody`,
          at: next.at,
          length: next.text.length,
        });
        hopeless = true;
      }
      parts.push(one(depth));
    }
    return parts.length === 1
      ? (parts[0] as (subject: Subject) => boolean)
      : (subject) => parts.every((part) => part(subject));
  }

  function one(depth: number): (subject: Subject) => boolean {
    if (depth > deepest) fail(`nested more than ${deepest} deep`, peek());
    const token =
      peek() ?? fail(tokens.length === 0 ? 'the target is empty' : `something is missing after ${tokens.at(-1)?.text}`);
    position += 1;
    if (token.text === 'not') {
      if (peek()?.text === 'not') fail('"not" stands twice', peek());
      const inner = one(depth + 1);
      return (subject) => !inner(subject);
    }
    if (token.text === '(') {
      const inner = any(depth + 1);
      if (peek()?.text !== ')') fail('this parenthesis is never closed', token);
      position += 1;
      return inner;
    }
    if (token.text === 'and' || token.text === 'or') fail(`nothing stands before "${token.text}"`, token);
    if (token.text === ')') fail('this parenthesis closes nothing', token);
    return term(token);
  }

  function term(token: Token): (subject: Subject) => boolean {
    const parsed = readTerm(token, nodegroup);
    if ('malformed' in parsed) return fail(parsed.malformed, parsed.at === undefined ? token : part(token, parsed.at));
    if (parsed.warning !== undefined) warnings.push({ ...parsed.warning, at: token.at, length: token.text.length });
    for (const need of parsed.matcher.needs) needs.add(need);
    return (subject) => parsed.matcher.matches(subject);
  }

  const matches = any(0);
  const left = peek();
  if (left) fail(left.text === ')' ? 'this parenthesis closes nothing' : `${left.text} is not expected here`, left);
  return { matcher: { matches: (subject) => !hopeless && matches(subject), needs }, warnings };
}

/** From `at` to the end of a word. */
function part(token: Token, at: number): Token {
  return at < token.text.length ? { text: token.text.slice(at), at: token.at + at } : token;
}

/** A letter, for data a delimiter of one's own choice, and what is looked for. Only what is a kind of target can have a delimiter. */
const typed = /^([A-Z])([^@]|@(?=@))?@(.*)$/s;

function readTerm(token: Token, nodegroup: (name: string, token: Token) => Matcher): Term {
  const [, letter = '', delimiter = '', pattern = ''] = typed.exec(token.text) ?? [];
  const data = 'GPIJ'.includes(letter);
  if (letter === '' || (delimiter !== '' && !data && /\w/.test(delimiter))) return glob(token.text);
  if (letter === 'R') return { malformed: 'R@ asks a range server, and fleet has none' };
  const type = engines[letter];
  if (!type && letter !== 'N')
    return {
      malformed: `${letter}@ is not a kind of target; there are ${[...Object.keys(engines), 'N'].join('@, ')}@`,
    };
  if (delimiter !== '' && !data) return { malformed: `${letter}@ takes no delimiter` };
  if (!type)
    return pattern === '' ? { malformed: 'a node group needs a name' } : { matcher: nodegroup(pattern, token) };
  const stray = type === 'list' || data ? strayParenthesis(token.text) : undefined;
  if (stray !== undefined) return glued(token.text, stray);
  const start = token.text.length - pattern.length;
  const term = parseTerm(type, pattern, delimiter === '' ? ':' : delimiter);
  return 'malformed' in term && term.at !== undefined ? { malformed: term.malformed, at: start + term.at } : term;
}

/** No id holds a parenthesis: in a word without a letter before it, each is a forgotten space. */
function glob(text: string): Term {
  const found = text.search(/[()]/);
  return found >= 0 ? glued(text, found) : parseTerm('glob', text);
}

function glued(text: string, at: number): Term {
  return { malformed: `a parenthesis stands between spaces: ${text.replace(/[()]/g, ' $& ').trim()}`, at };
}

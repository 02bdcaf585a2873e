import { describe, expect, it } from '@jest/globals';
import { hasErrors } from '@fleet/diagnostics';
import fc from 'fast-check';
import { listFilters, listTests } from '../features.js';
import { renderTemplateNow } from './render.js';

function outcomeOf(text: string) {
  return renderTemplateNow({
    source: { name: 't', text },
    context: () =>
      new Map([
        ['x', 'text'],
        ['n', 5],
        ['l', [1, 'b', null]],
        ['d', new Map([['k', 1]])],
      ] as [string, string | number][]),
    environment: { load: () => undefined },
    limits: { turns: 2000, output: 10_000, time: 2000 },
  });
}

/** Refused or rendered, never thrown; what is refused says where. */
function check(text: string): void {
  const outcome = outcomeOf(text);
  if (!outcome || outcome.ok) return;
  expect(hasErrors(outcome.diagnostics)).toBe(true);
  for (const diagnostic of outcome.diagnostics) {
    expect(diagnostic.at?.file).toBe('t');
    expect(diagnostic.at?.line).toBeGreaterThan(0);
    expect(diagnostic.at?.line).toBeLessThanOrEqual(text.split('\n').length);
    expect(diagnostic.summary).not.toBe('');
  }
}

const pieces = [
  '{{',
  '}}',
  '{%',
  '%}',
  '{#',
  '#}',
  '-',
  '+',
  'x',
  'n',
  'l',
  'd',
  ' if ',
  ' else ',
  'endif',
  'for x in l',
  'endfor',
  'set ',
  ' = ',
  'macro m(a)',
  'endmacro',
  'm(1)',
  '.',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  '|',
  'upper',
  'join',
  ' is ',
  'defined',
  ' not ',
  ' in ',
  '==',
  '<',
  '~',
  '*',
  '**',
  '//',
  '%',
  "'s'",
  '"',
  "'",
  '1',
  '2.5',
  ',',
  ':',
  '\n',
  'raw',
  'endraw',
  'call',
  'filter ',
  'block b',
  'do ',
  'with ',
  'loop',
  'recursive',
  '\\',
  'é',
  '😀',
];
const operand = fc.constantFrom(
  'x',
  'n',
  'l',
  'd',
  '1',
  '-2',
  '2.5',
  "'a%sb{}'",
  '[]',
  '{}',
  '()',
  '(1, 2)',
  'none',
  'true',
  'nope',
  "'😀é'",
  '10**30',
  'd.items()',
  "l | map('string')",
  'range(3)',
  "('<' | e)",
  '-0.0',
  '1e308 * 10',
  'd.keys()',
  '(1 if 0)',
  "'%-08.3f{:>{}}'",
);
const all = listFilters().map((filter) => filter.name);
const tests = listTests()
  .map((test) => test.name)
  .filter((name) => /^\w+$/.test(name));

describe('whatever the text', () => {
  it('a pile of template pieces is rendered or refused', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => check(parts.join(' '))),
      { numRuns: 2000 },
    );
  });

  it('any text is rendered or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => check(text)),
      { numRuns: 500 },
    );
  });

  it('every filter takes any value and any arguments, or says why not', () => {
    fc.assert(
      fc.property(operand, fc.constantFrom(...all), fc.array(operand, { maxLength: 3 }), (value, name, args) =>
        check(`{{ (${value}) | ${name}(${args.join(', ')}) }}`),
      ),
      { numRuns: 4000 },
    );
  });

  it('every test takes any value and any arguments, or says why not', () => {
    fc.assert(
      fc.property(operand, fc.constantFrom(...tests), fc.array(operand, { maxLength: 2 }), (value, name, args) =>
        check(`{{ (${value}) is ${name}(${args.join(', ')}) }}`),
      ),
      { numRuns: 1500 },
    );
  });

  it('every operator takes any operands, or says why not', () => {
    const operators = ['+', '-', '*', '/', '//', '%', '**', '~', '<', '>=', '==', 'in', 'and', 'or'];
    fc.assert(
      fc.property(operand, fc.constantFrom(...operators), operand, (a, operator, b) =>
        check(`{{ (${a}) ${operator} (${b}) }}`),
      ),
      { numRuns: 2000 },
    );
  });

  it('every method of every type takes any arguments, or says why not', () => {
    const methods =
      'append capitalize casefold center clear copy count encode endswith expandtabs extend find format format_map get index insert isalpha items join keys ljust lower maketrans partition pop popitem remove removesuffix replace reverse rfind rjust rsplit setdefault sort split splitlines strip swapcase title translate update values zfill real as_integer_ratio start unescape striptags';
    fc.assert(
      fc.property(
        operand,
        fc.constantFrom(...methods.split(' ')),
        fc.array(operand, { maxLength: 3 }),
        (value, name, args) => check(`{{ (${value}).${name}(${args.join(', ')}) }}`),
      ),
      { numRuns: 3000 },
    );
  });

  it('every format takes any value, or says why not', () => {
    const part = fc.constantFrom(
      '{',
      '}',
      ':',
      '%',
      '.',
      '0',
      '5',
      '999999',
      '*',
      '#',
      '+',
      ' ',
      ',',
      '_',
      'd',
      'e',
      'g',
      's',
      'x',
      'n',
      'c',
      '!r',
      '[a]',
      '(k)',
      '<',
      '^',
      '=',
    );
    fc.assert(
      fc.property(operand, fc.array(part, { maxLength: 8 }), (value, parts) => {
        const format = parts.join('');
        check(`{{ '%${format}' % (${value},) }}`);
        check(`{{ '{:${format}}'.format(${value}) }}`);
        check(`{{ '{${format}'.format(${value}) }}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('text without tags is itself', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 80 }).filter((text) => !/\{[{%#]|[\r]/.test(text)),
        (text) => expect(outcomeOf(text)).toMatchObject({ ok: true, value: { text } }),
      ),
    );
  });
});

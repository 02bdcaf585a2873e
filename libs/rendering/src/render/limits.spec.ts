import { describe, expect, it } from '@jest/globals';
import { renderText } from './render-text.js';

/** Each would take for ever, or the whole memory, without limits. */
const greedy: [about: string, template: string][] = [
  ['an endless list', '{% set l = [1] %}{% for x in l %}{% do l.append(x) %}{% endfor %}'],
  ['a huge range', '{% for x in range(10**9) %}{% endfor %}'],
  ['a huge range as a list', '{{ range(10**9) | list | length }}'],
  ['nested loops', '{% for a in range(10**5) %}{% for b in range(10**5) %}{% endfor %}{% endfor %}'],
  ['100 MB of output', '{% for a in range(1000) %}{{ "x" * 100000 }}{% endfor %}'],
  ['a repeated text', "{{ 'x' * 10**9 }}"],
  ['a repeated list', '{{ [0] * 10**9 }}'],
  [
    'doubling a text',
    "{% set n = namespace(x='xxxxxxxx') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
  ],
  ['doubling a list', '{% set l = [1] %}{% for i in range(60) %}{% do l.extend(l) %}{% endfor %}'],
  ['a wide format', "{{ '%1000000000d' % 1 }}"],
  ['another wide format', "{{ '{:1000000000}'.format(1) }}"],
  ['padding', "{{ 'x'.ljust(10**9) }}"],
  ['a huge power', '{{ 7 ** (10 ** 9) }}'],
  ['replacing nothing by much', "{{ ('x' * 10**5).replace('', 'y' * 10**5) }}"],
  ['endless recursion of a macro', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
  [
    'two macros that call each other',
    '{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}',
  ],
  [
    'a recursive loop over itself',
    '{% set l = [] %}{% do l.append(l) %}{% for x in l recursive %}{{ loop(x) }}{% endfor %}',
  ],
  ['all orders of many items', '{{ range(30) | permutations | list | length }}'],
  ['brackets without end', `{{ ${'('.repeat(100_000)} }}`],
  ['blocks without end', '{% if 1 %}'.repeat(5000)],
];

describe('a template that asks for too much', () => {
  it.each(greedy)('%s is refused', (_about, template) => {
    expect(renderText(template, { limits: { turns: 100_000 } })).toMatch(/error: .*\[template\.(?:limit|syntax)\]/);
  });

  it('a template that includes itself is refused', () => {
    expect(renderText("{% include 'a' %}", { files: { a: "{% include 'a' %}" } })).toMatch(
      /\[template\.limit\]\n {2}Does something include or call itself/,
    );
  });

  it('time is a limit of its own', () => {
    expect(renderText('{% for x in range(10**5) %}{% endfor %}', { limits: { time: 0, turns: 10_000_000 } })).toMatch(
      /longer than 0 ms/,
    );
  });

  it('a pattern cannot run away', () => {
    expect(renderText(`{{ ('a' * 5000 ~ 'b') | regex_match('(a|a|aa)+$') }}`)).toBe('None');
  });

  it('a pattern with look-around is refused', () => {
    expect(renderText("{{ 'a' | regex_match('(?=a)a') }}")).toMatch(/\[template\.regex\]\n {2}Look-around/);
  });

  it('what honest templates need is within the limits', () => {
    const text =
      "{% set ns = namespace(out='') %}{% for i in range(20000) %}{% set ns.out = ns.out ~ 'line ' ~ i ~ '\\n' %}{% endfor %}{{ ns.out | length }}";
    expect(renderText(text)).toBe('208890');
  });
});

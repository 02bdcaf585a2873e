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
  ['a tower of powers', '{{ 9 ** (9 ** 9) }}'],
  [
    'a product of huge ints',
    '{% set n = namespace(x=10**9) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}',
  ],
  ['a precision without end', "{{ '%.1000000000f' % 1.5 }}"],
  ['another precision without end', "{{ '{:.1000000000e}'.format(1.5) }}"],
  ['a width that is asked for', "{{ '%*d' % (10**9, 1) }}"],
  ['a width inside a width', "{{ '{:{}}'.format(1, 10**9) }}"],
  ['centring', "{{ 'x' | center(10**9) }}"],
  ['zeros in front', "{{ '1'.zfill(10**9) }}"],
  ['tabs without end', "{{ ('\\t' * 10**5).expandtabs(10**6) }}"],
  ['joining much by much', "{{ ('x' * 10**6).join(range(10**5) | map('string')) }}"],
  ['the filter join', "{{ range(10**5) | join('x' * 10**6) }}"],
  ['replacing by much', "{{ ('x' * 10**5) | replace('x', 'y' * 10**5) }}"],
  ['indenting by much', "{{ ('a\\n' * 10**5) | indent(10**6) }}"],
  ['translating by much', "{{ ('x' * 10**5).translate({120: 'y' * 10**5}) }}"],
  ['batches filled up', '{{ [1] | batch(10**9, 0) | list }}'],
  ['slices without end', '{{ [1] | slice(10**9) | list }}'],
  ['a format of fields', "{{ ('{0}' * 10**4).format('x' * 10**5) }}"],
  ['percent signs', "{{ ('%(a)s' * 10**4) % {'a': 'x' * 10**5} }}"],
  ['marked text', "{{ ('<' * 10**6) | e | replace('&', '&' * 100) }}"],
  ['a deep list', '{% set n = namespace(x=[]) %}{% for i in range(10**5) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}'],
  ['signs without end', `{{ ${'-'.repeat(50_000)}1 }}`],
  ['negations without end', `{{ ${'not '.repeat(50_000)}1 }}`],
  ['lists without end', `{{ ${'['.repeat(50_000)} }}`],
  ['choices without end', `{{ ${'1 if 1 else '.repeat(50_000)}1 }}`],
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

describe('a long chain', () => {
  const long = 20_000;
  it.each([
    ['sums', `{{ ${Array(long).fill('1').join('+')} }}`, String(long)],
    ['joined texts', `{{ (${Array(long).fill('1').join('~')}) | length }}`, String(long)],
    ['conditions', `{{ ${Array(long).fill('1').join(' and ')} }}`, '1'],
    ['comparisons', `{{ ${Array(long).fill('1').join(' == ')} }}`, 'True'],
    ['filters', `{{ 'a'${'|upper'.repeat(long)} }}`, 'A'],
    ['filters and tests', `{{ 1${'|int is integer'.repeat(long)} }}`, 'True'],
    ['branches', `{% if 0 %}${'{% elif 0 %}'.repeat(long)}{% else %}a{% endif %}`, 'a'],
  ])('of %s renders', (_about, template, output) => {
    expect(renderText(template)).toBe(output);
  });

  it.each([
    ['dots', `\n{{ a${'.b'.repeat(long)} }}`],
    ['calls', `\n{{ a${'()'.repeat(long)} }}`],
  ])('of %s has a place', (_about, template) => {
    expect(renderText(template)).toMatch(/^app\/web\.sls:2:4: error: 'a' is undefined/);
  });
});

/** Sixty times `[x, x]`: small in the memory, and with more leaves than there are drops in the sea. Two of each, equal and not the same. */
const shared = ['n', 'm']
  .map(
    (name) =>
      `{% set ${name} = namespace(l=[1], t=(1,), d={'k': 1}) %}{% for i in range(60) %}{% set ${name}.l = [${name}.l, ${name}.l] %}{% set ${name}.t = (${name}.t, ${name}.t) %}{% set ${name}.d = {'x': ${name}.d, 'y': ${name}.d} %}{% endfor %}`,
  )
  .join('');

describe('data in which one value stands again and again', () => {
  it.each([
    '{{ n.l }}',
    '{{ n.t }}',
    '{{ n.d | tojson }}',
    '{{ n.l | tojson(indent=2) }}',
    '{{ n.l | pprint }}',
    '{{ n.l == m.l }}',
    '{{ n.d == m.d }}',
    '{{ n.t < m.t }}',
    '{{ m.l in [n.l] }}',
    '{{ [n.t, m.t] | sort | length }}',
    '{{ n.l | string | length }}',
    "{{ '%s' % (n.l,) }}",
    '{{ {n.t: 1} | length }}',
    '{{ [n.l, m.l] | unique | length }}',
    '{{ [n.l] | difference([m.l]) }}',
    '{{ n.d | compare_dicts(m.d) }}',
    '{{ [n.l].index(m.l) }}',
    "{{ [{'a': n.l}, {'a': m.l}] | groupby('a') | list | length }}",
  ])('is refused by %s', (template) => {
    expect(renderText(shared + template)).toMatch(
      /: error: a (?:printed value|JSON text|comparison) of more than .* \[template\.limit\]/,
    );
  });

  it.each([
    ['{{ n.l | sum(start=[]) | length }}', '4'],
    ['{{ n.l == n.l }} {{ n.l is sameas n.l }}', 'True True'],
    ["{{ n.d | traverse('x:y:x') | length }}", '2'],
    ['{{ (n.d | yaml(false)).splitlines() | first }}', 'x: &id060'],
  ])('is of no concern to %s', (template, output) => {
    expect(renderText(shared + template)).toBe(output);
  });
});

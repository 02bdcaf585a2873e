/** A template and what it prints, or `refused`. */
export type Example = readonly [template: string, output: string | typeof refused];

export type Examples = Readonly<Record<string, Example>>;

/** Marks an example of what the dialect refuses on purpose. */
export const refused: unique symbol = Symbol('refused');

/** The tree that the examples include and import from. */
export const exampleFiles: Readonly<Record<string, string>> = {
  'hello.jinja': "hello {{ name | default('you') }}",
  'macros.jinja': '{% macro greet(who) %}hello {{ who }}{% endmacro %}',
  'defaults.yaml': 'port: 4505\n',
  'defaults.json': '{"port": 4505}',
  'layout.jinja': '[{% block title %}title{% endblock %}]',
};

/** One for each tag. */
export const tagExamples: Examples = {
  if: ['{% if 0 %}a{% elif [] %}b{% else %}c{% endif %}', 'c'],
  for: ["{% for k, v in {'a': 1, 'b': 2}.items() if v > 1 %}{{ loop.index }}{{ k }}{% else %}none{% endfor %}", '1b'],
  break: ['{% for x in [1, 2, 3] %}{% if x == 2 %}{% break %}{% endif %}{{ x }}{% endfor %}', '1'],
  continue: ['{% for x in [1, 2, 3] %}{% if x == 2 %}{% continue %}{% endif %}{{ x }}{% endfor %}', '13'],
  set: ['{% set a, b = 1, 2 %}{% set c %}{{ a }}-{{ b }}{% endset %}{{ c }}', '1-2'],
  do: ['{% set l = [1] %}{% do l.append(2) %}{{ l }}', '[1, 2]'],
  with: ['{% with a = 1 %}{{ a }}{% endwith %}{{ a is defined }}', '1False'],
  macro: ["{% macro env(name, value='') %}{{ name }}={{ value }}{% endmacro %}{{ env('A', 1) }}", 'A=1'],
  call: [
    '{% macro twice() %}{{ caller(1) }}{{ caller(2) }}{% endmacro %}{% call(n) twice() %}<{{ n }}>{% endcall %}',
    '<1><2>',
  ],
  filter: ['{% filter upper %}abc{% endfilter %}', 'ABC'],
  include: ["{% set name = 'ann' %}{% include 'hello.jinja' %}", 'hello ann'],
  import: ["{% import 'macros.jinja' as m %}{{ m.greet('bob') }}", 'hello bob'],
  from: ["{% from 'macros.jinja' import greet as hi %}{{ hi('bob') }}", 'hello bob'],
  import_yaml: ["{% import_yaml 'defaults.yaml' as defaults %}{{ defaults.port }}", '4505'],
  import_json: ["{% import_json 'defaults.json' as defaults %}{{ defaults.port }}", '4505'],
  import_text: ["{% import_text 'hello.jinja' as text with context %}{{ text | upper }}", 'HELLO YOU'],
  load_yaml: ['{% load_yaml as d %}{a: [1, 2]}{% endload %}{{ d.a }}', '[1, 2]'],
  load_json: ['{% load_json as d %}{"a": null}{% endload %}{{ d.a }}', 'None'],
  load_text: ['{% load_text as t %}a{% endload %}{{ t }}', 'a'],
  block: ['{% block title %}plain{% endblock %}', 'plain'],
  extends: ["{% extends 'layout.jinja' %}{% block title %}my {{ super() }}{% endblock %}", '[my title]'],
  raw: ['{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
  profile: ["{% profile as 'slow' %}a{% endprofile %}", 'a'],
  autoescape: ["{% autoescape false %}{{ '<' }}{% endautoescape %}", '<'],
  trans: ['{% trans %}a{% endtrans %}', refused],
  debug: ['{% debug %}', refused],
};

/** One for each function. */
export const globalExamples: Examples = {
  range: ['{{ range(1, 10, 3) | list }}', '[1, 4, 7]'],
  dict: ["{{ dict({'a': 1}, b=2) }}", "{'a': 1, 'b': 2}"],
  odict: ["{{ odict([('b', 1), ('a', 2)]) }}", "{'b': 1, 'a': 2}"],
  namespace: ['{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}', '3'],
  cycler: ["{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}", 'aba'],
  joiner: ["{% set comma = joiner() %}{% for x in 'abc' %}{{ comma() }}{{ x }}{% endfor %}", 'a, b, c'],
  lipsum: ['{{ lipsum() }}', refused],
  raise: ["{{ raise('no nodes are assigned') }}", refused],
  show_full_context: ['{% set a = 1 %}{{ show_full_context().a }}', '1'],
};

/** One for each test. */
export const testExamples: Examples = {
  defined: ['{{ missing is defined }}', 'False'],
  undefined: ['{{ missing is undefined }}', 'True'],
  none: ['{{ none is none }}', 'True'],
  boolean: ['{{ 1 is boolean }}', 'False'],
  true: ['{{ true is true }}', 'True'],
  false: ['{{ 0 is false }}', 'False'],
  number: ['{{ 1.5 is number }}', 'True'],
  integer: ['{{ 1.0 is integer }}', 'False'],
  float: ['{{ 1.0 is float }}', 'True'],
  string: ["{{ '1' is string }}", 'True'],
  mapping: ['{{ {} is mapping }}', 'True'],
  sequence: ["{{ 'abc' is sequence }}", 'True'],
  iterable: ['{{ 5 is iterable }}', 'False'],
  list: ['{{ (1, 2) is list }}', 'False'],
  callable: ['{{ range is callable }}', 'True'],
  sameas: ['{{ 1 is sameas(true) }}', 'False'],
  escaped: ["{{ ('<' | e) is escaped }}", 'True'],
  lower: ["{{ 'abc' is lower }}", 'True'],
  upper: ["{{ 'Abc' is upper }}", 'False'],
  odd: ['{{ 3 is odd }}', 'True'],
  even: ['{{ 3 is even }}', 'False'],
  divisibleby: ['{{ 9 is divisibleby(3) }}', 'True'],
  in: ['{{ 2 is in([1, 2]) }}', 'True'],
  filter: ["{{ 'upper' is filter }}", 'True'],
  test: ["{{ 'odd' is test }}", 'True'],
  match: ["{{ 'web01' is match('web[0-9]+') }}", 'True'],
  eq: ['{{ 1 is eq(1.0) }}', 'True'],
  equalto: ["{{ 'a' is equalto('A') }}", 'False'],
  '==': ["{{ [1, 2] | select('==', 2) | list }}", '[2]'],
  ne: ['{{ 1 is ne(2) }}', 'True'],
  '!=': ["{{ [1, 2] | select('!=', 2) | list }}", '[1]'],
  gt: ['{{ 2 is gt(1) }}', 'True'],
  greaterthan: ['{{ 2 is greaterthan(2) }}', 'False'],
  '>': ["{{ [1, 2] | select('>', 1) | list }}", '[2]'],
  ge: ['{{ 2 is ge(2) }}', 'True'],
  '>=': ["{{ [1, 2] | select('>=', 2) | list }}", '[2]'],
  lt: ['{{ 1 is lt(2) }}', 'True'],
  lessthan: ['{{ 2 is lessthan(2) }}', 'False'],
  '<': ["{{ [1, 2] | select('<', 2) | list }}", '[1]'],
  le: ['{{ 2 is le(2) }}', 'True'],
  '<=': ["{{ [1, 2] | select('<=', 1) | list }}", '[1]'],
};

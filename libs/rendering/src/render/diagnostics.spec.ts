import { describe, expect, it } from '@jest/globals';
import { formatPlace } from '@fleet/diagnostics';
import { renderTemplateNow } from './render.js';
import { renderText } from './render-text.js';

describe('a template that is wrong', () => {
  const cases: [about: string, template: string, says: RegExp][] = [
    [
      'names the key that is missing, and the one that was meant',
      "a: 1\nb: {{ pillar['prot'] }}\n",
      /^app\/web\.sls:2:14: error: 'dict object' has no attribute 'prot' \[template\.undefined\]\n {2}Did you mean 'port'\?/,
    ],
    ['names an undefined name', '\n\n{{ nope }}', /^app\/web\.sls:3:4: error: 'nope' is undefined/],
    ['points at the name, not at what is asked of it', '{{ nope.x.y }}', /^app\/web\.sls:1:4: error: 'nope' is/],
    ['points at the part that is missing', 'a {{ pillar.nope.x }}', /^app\/web\.sls:1:13: error: 'dict object' has/],
    [
      'says where a value was left undefined that is used elsewhere',
      '{% set x = pillar.prot %}\n{{ x }}',
      /^app\/web\.sls:2:4: error: 'dict object' has no attribute 'prot' \[template\.undefined\]\n {2}Did you mean 'port'\? It was looked for at app\/web\.sls:1:19\./,
    ],
    ['says what was raised', "{{ raise('boom') }}", /:1:\d+: error: boom \[template\.raised\]/],
    [
      'names the unknown filter and the one that was meant',
      '{{ 1 | uper }}',
      /No filter named 'uper'\. \[template\.unknown-filter\]\n {2}Did you mean 'upper'\?/,
    ],
    [
      'names the block that is not closed',
      '{% for x in y %}\n{{ x }}',
      /:2:\d+: error: Unexpected end of template\. Looking for 'endfor' or 'else'\. The innermost block that needs to be closed is 'for', from line 1/,
    ],
    [
      'says what Python 2 had',
      '{% for k, v in pillar.iteritems() %}{% endfor %}',
      /'dict object' has no attribute 'iteritems' \[template\.undefined\]\n {2}Python 3 has no iteritems\(\); write items\(\)\./,
    ],
    [
      'says how to ask for a key by its place',
      '{{ pillar.keys()[0] }}',
      /dict_keys object has no element 0 \[template\.undefined\]\n {2}It can be looped over, and has no places: write `\| first`/,
    ],
    [
      'says what a filter takes',
      "{{ 'a' | indent(2, indentfirst=True) }}",
      /indent\(\) got an unexpected keyword argument 'indentfirst' \[template\.type\]\n {2}It takes width, first, blank\./,
    ],
    ['explains a shell array', 'n=${#list[@]}', /Missing end of comment tag \[template\.syntax\]\n {2}.*raw block/],
    [
      'refuses what looks at the machine where there is none',
      "{{ '/etc/passwd' | file_hashsum }}",
      /\[template\.refused\]\n {2}It works where templates are rendered on a minion/,
    ],
    ['refuses to print a generator', "{{ [1] | map('string') }}", /Add the filter list or join/],
    [
      'names a file that is not there',
      "{% include 'nope.sls' %}",
      /there is no template nope\.sls \[template\.missing-file\]/,
    ],
    ['refuses to leave the tree', "{% include '../../etc/passwd' %}", /lies outside of the tree/],
    [
      'points into the YAML that it wrote',
      '{% load_yaml as y %}\na: 1\na: 2\n{% endload %}',
      /^app\/web\.sls:3:1: error: the key "a" stands twice/,
    ],
  ];
  it.each(cases)('%s', (_about, template, says) => {
    expect(renderText(template, { names: { pillar: { port: 1 } } })).toMatch(says);
  });

  it('shows the way to the template where it went wrong', () => {
    const files = {
      'a.sls': "\n{% include 'b.jinja' %}",
      'b.jinja': '{% macro m() %}\n{{ nope }}{% endmacro %}{{ m() }}',
    };
    const outcome = renderTemplateNow({
      source: { name: 'a.sls', text: files['a.sls'] },
      context: () => new Map(),
      environment: { load: (name) => files[name as 'a.sls'] },
    });
    expect(outcome).toMatchObject({
      ok: false,
      diagnostics: [
        {
          at: { file: 'b.jinja', line: 2, column: 4 },
          via: [
            { file: 'a.sls', line: 2, how: 'include' },
            { file: 'b.jinja', line: 2, how: 'call' },
          ],
        },
      ],
    });
    expect(outcome?.ok === false && outcome.diagnostics[0]?.excerpt).toContain('> 2 | {{ nope }}');
  });

  it('says in which of the templates the syntax is wrong', () => {
    const files: Record<string, string> = { 'lib.jinja': 'fine\n{% if %}' };
    expect(renderText("x\n{% import 'lib.jinja' as lib %}", { files })).toMatch(
      /^lib\.jinja:2:7: error: Expected an expression[\s\S]*imported from app\/web\.sls:2/,
    );
  });
});

describe('the origin of what was rendered', () => {
  const files: Record<string, string> = {
    't.sls': [
      "{% from 'm.jinja' import unit %}",
      'first: 1  # one',
      "{% for n in ['a'] %}",
      '{{ unit(n) }}',
      "{% endfor %}{{- '' }} last: {{ 'x' | upper | replace('X', 'two\\nlines') }}",
      "{% include 'part.jinja' %}",
      '{% set captured %}cap{% endset %}  {{ captured }}: {% raw %}{{ raw }}{% endraw %}',
      '',
    ].join('\n'),
    'm.jinja': '{% macro unit(n) %}\n{{ n }}:\n  - ok\n{% endmacro %}',
    'part.jinja': '{%- set kept = 1 -%}   part: {{ kept }}',
  };

  /** What stands in the source at the place that wrote the beginning of `wanted`, and how it was reached. */
  function originOf(wanted: string): string {
    const outcome = renderTemplateNow({
      source: { name: 't.sls', text: files['t.sls'] as string },
      context: () => new Map(),
      environment: { load: (name) => files[name] },
    });
    if (!outcome?.ok) throw new Error('refused');
    const by = outcome.value.origin.at(outcome.value.text.indexOf(wanted));
    if (!by) throw new Error('nobody wrote it');
    const { file, line, column } = by.place;
    const source = (files[file] as string).split('\n')[line - 1]?.slice(column - 1);
    const way = by.via.map((step) => ` ${step.how ?? ''} ${formatPlace(step)}`).join('');
    return `${by.isText ? 'text' : 'printed'} ${file}:${line}${way} >${source ?? ''}`;
  }

  it.each([
    ['first', 'text t.sls:2 >first: 1  # one'],
    ['one', 'text t.sls:2 >one'],
    [':\n  - ok', 'text m.jinja:2 call t.sls:4:4 >:'],
    ['- ok', 'text m.jinja:3 call t.sls:4:4 >- ok'],
    ['a:', 'printed m.jinja:2 call t.sls:4:4 >n }}:'],
    ['last', "text t.sls:5 >last: {{ 'x' | upper | replace('X', 'two\\nlines') }}"],
    ['two', "printed t.sls:5 >'x' | upper | replace('X', 'two\\nlines') }}"],
    ['lines', "printed t.sls:5 >'x' | upper | replace('X', 'two\\nlines') }}"],
    ['part:', 'text part.jinja:1 include t.sls:6:4 >part: {{ kept }}'],
    ['cap', 'printed t.sls:7 >captured }}: {% raw %}{{ raw }}{% endraw %}'],
    [': {{ raw', 'text t.sls:7 >: {% raw %}{{ raw }}{% endraw %}'],
    ['{{ raw', 'text t.sls:7 >{{ raw }}{% endraw %}'],
  ])('%j is %s', (wanted, origin) => expect(originOf(wanted)).toBe(origin));

  it('of nothing is nowhere', () => {
    const outcome = renderTemplateNow({
      source: { name: 't.sls', text: '{# nothing #}' },
      context: () => new Map(),
      environment: { load: () => undefined },
    });
    expect(outcome?.ok && outcome.value.origin.at(0)).toBeUndefined();
  });

  it('of a line is that of what is seen first', () => {
    const outcome = renderTemplateNow({
      source: { name: 't.sls', text: '{% set x = 1 %}\n  {{ x }}: a\n' },
      context: () => new Map(),
      environment: { load: () => undefined },
    });
    const places = [1, 2].map((line) => outcome?.ok === true && outcome.value.origin.ofLine(line)?.place);
    expect(places).toMatchObject([
      { line: 1, column: 16 },
      { line: 2, column: 6 },
    ]);
  });
});

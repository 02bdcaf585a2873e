import { describe, expect, it } from '@jest/globals';
import { renderTemplateNow } from './render.js';
import { renderText } from './render-text.js';

describe('a template that is wrong', () => {
  const cases: [about: string, template: string, says: RegExp][] = [
    [
      'names the key that is missing, and the one that was meant',
      "a: 1\nb: {{ pillar['prot'] }}\n",
      /^app\/web\.sls:2:\d+: error: 'dict object' has no attribute 'prot' \[template\.undefined\]\n {2}Did you mean 'port'\?/,
    ],
    ['names an undefined name', '\n\n{{ nope }}', /^app\/web\.sls:3:4: error: 'nope' is undefined/],
    ['says what was raised', "{{ raise('boom') }}", /:1:\d+: error: boom \[template\.raised\]/],
    [
      'names the unknown filter and the one that was meant',
      '{{ 1 | uper }}',
      /No filter named 'uper'\. \[template\.unknown-filter\]\n {2}Did you mean 'upper'\?/,
    ],
    [
      'names the block that is not closed',
      '{% for x in y %}\n{{ x }}',
      /:2:\d+: error: Unexpected end of template\. Looking for 'endfor' or 'else'\. The innermost block that needs to be closed is 'for'/,
    ],
    ['explains a shell array', 'n=${#list[@]}', /Missing end of comment tag \[template\.syntax\]\n {2}.*raw block/],
    [
      'refuses what reads the machine',
      "{{ '/etc/passwd' | file_hashsum }}",
      /\[template\.refused\]\n {2}A template reads no machine/,
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
      diagnostics: [{ at: { file: 'b.jinja', line: 2, column: 4 }, via: [{ file: 'a.sls', line: 2 }] }],
    });
    expect(outcome?.ok === false && outcome.diagnostics[0]?.excerpt).toContain('> 2 | {{ nope }}');
  });

  it('says in which of the templates the syntax is wrong', () => {
    const files: Record<string, string> = { 'lib.jinja': 'fine\n{% if %}' };
    expect(renderText("x\n{% import 'lib.jinja' as lib %}", { files })).toMatch(
      /^lib\.jinja:2:7: error: Expected an expression[\s\S]*included from app\/web\.sls:2/,
    );
  });
});

describe('the origin of a line', () => {
  it('is the template and line that wrote its first visible character', () => {
    const files: Record<string, string> = { 'm.jinja': '{% macro unit(n) %}\n{{ n }}:\n  - ok\n{% endmacro %}' };
    const text =
      "{% from 'm.jinja' import unit %}\nfirst: 1\n{% for n in ['a'] %}\n{{ unit(n) }}\n{% endfor %}last: 2\n";
    const outcome = renderTemplateNow({
      source: { name: 't.sls', text },
      context: () => new Map(),
      environment: { load: (name) => files[name] },
    });
    if (!outcome?.ok) throw new Error('refused');
    const { text: written, origin } = outcome.value;
    const places = Object.fromEntries(
      written
        .split('\n')
        .map((line, index) => [line.trim(), origin[index] && `${origin[index].file}:${origin[index].line}`]),
    );
    expect(places).toMatchObject({
      'first: 1': 't.sls:2',
      'a:': 'm.jinja:2',
      '- ok': 'm.jinja:3',
      'last: 2': 't.sls:5',
    });
    expect(origin).toHaveLength(written.split('\n').length - 1);
  });
});

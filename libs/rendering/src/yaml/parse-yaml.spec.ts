import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { pythonRepr } from '../python/print.js';
import { renderTemplateNow } from '../render/render.js';
import { parseYaml } from './parse-yaml.js';

function read(text: string): string {
  const outcome = parseYaml({ source: { name: 'a.sls', text } });
  return outcome.ok ? pythonRepr(outcome.value.value) : outcome.diagnostics.map(formatDiagnostic).join('\n');
}

/** Each scalar as Salt's loader gave it. */
const scalars: [written: string, value: string][] = [
  ['421614', '421614'],
  ['-1', '-1'],
  ['+5', '5'],
  ['1_000', '1000'],
  ['0644', '644'],
  ['0o17', "'0o17'"],
  ['08', "'08'"],
  ['-017', '-15'],
  ['0x1F', '31'],
  ['0b101', '5'],
  ['0.5', '0.5'],
  ['1.', '1.0'],
  ['.5', '0.5'],
  ['1e3', "'1e3'"],
  ['1.5e3', "'1.5e3'"],
  ['1.5e+3', '1500.0'],
  ['.inf', 'inf'],
  ['-.inf', '-inf'],
  ['.nan', 'nan'],
  ['true', 'True'],
  ['Yes', 'True'],
  ['off', 'False'],
  ['y', "'y'"],
  ['~', 'None'],
  ['null', 'None'],
  ['', 'None'],
  ['nUll', "'nUll'"],
  ['2026-01-02', "'2026-01-02'"],
  ['1:30', '90'],
  ['8080:80', "'8080:80'"],
  ['12:30:45', '45045'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ["'0644'", "'0644'"],
  ['"yes"', "'yes'"],
  ['a: b'.replace(': ', ':'), "'a:b'"],
  ['x #y', "'x'"],
  ['x#y', "'x#y'"],
  ['!!str 1', "'1'"],
  ["!!int '5'", '5'],
  ['!!float 1', '1.0'],
];

describe('YAML as Salt reads it', () => {
  it.each(scalars)('the scalar %s is %s', (written, value) => {
    expect(read(`k: ${written}\n`)).toBe(`{'k': ${value}}`);
    // The full reader takes over where there is an anchor; it must not differ.
    expect(read(`a: &x 1\nk: ${written}\n`)).toBe(`{'a': 1, 'k': ${value}}`);
  });

  const documents: [text: string, value: string][] = [
    ['', 'None'],
    ['# only a comment\n', 'None'],
    ['a:\n- 1\n- b: 2\n  c: 3\n-   - x\n    - y\n', "{'a': [1, {'b': 2, 'c': 3}, ['x', 'y']]}"],
    ["{'a': 1, 'b': [None, True, 1.0], \"c\": {'d': x}}", "{'a': 1, 'b': ['None', True, 1.0], 'c': {'d': 'x'}}"],
    ['base: &b {x: 1, y: 2}\nchild:\n  <<: *b\n  y: 3\n', "{'base': {'x': 1, 'y': 2}, 'child': {'x': 1, 'y': 3}}"],
    ['a: |\n  text\n   more\nb: >-\n  one\n  two\n', "{'a': 'text\\n more\\n', 'b': 'one two'}"],
    ['a: |\n  no line end', "{'a': 'no line end'}"],
    ['a: one\n  two\n', "{'a': 'one two'}"],
    ['yes: 1\n1.5: 3\n', '{True: 1, 1.5: 3}'],
    ['---\na: 1\n...\n', "{'a': 1}"],
    ['a: "tab\tinside" # tab\tthere\n', "{'a': 'tab\\tinside'}"],
  ];
  it.each(documents)('%j', (text, value) => expect(read(text)).toBe(value));

  const refused: [about: string, text: string, says: RegExp][] = [
    [
      'a key that stands twice',
      'a: 1\nb: 2\na: 3\n',
      /^a\.sls:3:1: error: the key "a" stands twice in one mapping \[yaml\.duplicate-key\]\n {2}.* the first, in line 1\./,
    ],
    ['a tab', 'a:\n\tb: 1\n', /^a\.sls:2:1: error: a tab where YAML wants spaces \[yaml\.tab\]\n {2}Indent/],
    [
      'a private key that is not quoted',
      `a: 0x${'ab'.repeat(32)}\n`,
      /^a\.sls:1:4: error: 0x and 64 hex digits are read as a number \[yaml\.hex-loses-digits\]\n {2}Quote it/,
    ],
    ['a text with a colon', 'a: b: c\n', /^a\.sls:1:4: error: .* \[yaml\.syntax\]/],
    ['bad indentation', 'a:\n  b: 1\n c: 2\n', /^a\.sls:3:\d+: error: .* \[yaml\.syntax\]/],
    ['an unknown alias', 'a: *nope\n', /error: .*nope/],
    ['a template marker as a key', 'a: {{ x }}\n', /\[yaml\.unhashable-key\]\n {2}A text that begins with \{/],
    ['two documents', 'a: 1\n---\nb: 2\n', /\[yaml\.several-documents\]/],
    ['an unknown tag', 'a: !secret x\n', /\[yaml\.unknown-tag\]/],
    ['a value without a key', ': x\n', /\[yaml\.missing-key\]/],
    ['a line that would be dropped', '%a: 1\n', /\[yaml\.syntax\]/],
    ['an alias of itself', 'a: &a [*a]\n', /\[yaml\.recursive-alias\]/],
    [
      'an alias bomb',
      `a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`).join(',')}]\n`).join('')}`,
      /\[yaml\.too-large\]/,
    ],
    ['nesting without end', '['.repeat(5000), /\[yaml\.(?:syntax|too-deep)\]/],
  ];
  it.each(refused)('%s is refused', (_about, text, says) => expect(read(text)).toMatch(says));

  it.each([
    ['k: yes\n', 'yaml.boolean-word'],
    ['k: 1:30\n', 'yaml.sexagesimal'],
    ['k: 0644\n', 'yaml.leading-zero'],
    ['k: 0xff\n', 'yaml.hex-number'],
  ])('%j is read with a warning', (text, code) => {
    const outcome = parseYaml({ source: { name: 'a.sls', text } });
    expect(outcome).toMatchObject({ ok: true, warnings: [{ severity: 'warning', code, at: { line: 1, column: 4 } }] });
  });

  it('all duplicate keys are named at once', () => {
    const outcome = parseYaml({ source: { name: 'a.sls', text: 'a: 1\na: 2\nb: {c: 1, c: 2}\n' } });
    expect(outcome.ok === false && outcome.diagnostics.map(({ at }) => at?.line)).toEqual([2, 3]);
  });
});

describe('the place of an item', () => {
  const text = 'web:\n  file.managed:\n    - name: /x\n    - mode: 1\n';
  const outcome = parseYaml({ source: { name: 'a.sls', text } });
  if (!outcome.ok) throw new Error('refused');
  const { value, at } = outcome.value;
  const web = (value as Map<string, Map<string, unknown[]>>).get('web') as Map<string, never[]>;
  const args = web.get('file.managed') as never[];

  it('is that of its key or its first character', () => {
    expect(at(value, 'web')).toEqual({ file: 'a.sls', line: 1, column: 1 });
    expect(at(web as never, 'file.managed')).toEqual({ file: 'a.sls', line: 2, column: 3 });
    expect(at(args, 1)).toEqual({ file: 'a.sls', line: 4, column: 7 });
    expect(at(args[1] as never, 'mode')).toEqual({ file: 'a.sls', line: 4, column: 7 });
    expect(at(args)).toMatchObject({ line: 3 });
    expect(at(new Map())).toBeUndefined();
  });

  it('lies in the template that wrote it, with the way there', () => {
    const rendered = renderTemplateNow({
      source: { name: 't.sls', text: "{% from 'm.jinja' import m with context %}\nweb:\n{{ m('cmd.run') }}" },
      context: () => new Map(),
      environment: { load: () => '{% macro m(f) %}  {{ f }}: []\n{% endmacro %}' },
    });
    if (!rendered?.ok) throw new Error('refused');
    const parsed = parseYaml({ source: { name: 't.sls', text: rendered.value.text }, origin: rendered.value.origin });
    if (!parsed.ok) throw new Error('refused');
    const top = parsed.value.value as Map<string, never>;
    expect(parsed.value.at(top, 'web')).toEqual({ file: 't.sls', line: 2, column: 1 });
    expect(parsed.value.at(top.get('web') as never, 'cmd.run')).toEqual({
      file: 'm.jinja',
      line: 1,
      column: 22,
      via: [{ file: 't.sls', line: 3, column: 4, how: 'call' }],
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { renderText } from './render-text.js';

const names = { nil: null, d: { a: 1 }, l: [1], s: 'x', n: 1, f: 1.5, evil: '{{ process.exit() }} {% raw %}' };
const hostNames = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__class__',
  '__mro__',
  '__globals__',
  'map',
  'size',
  'has',
  'push',
  'call',
  'apply',
  'bind',
  'then',
];
const owners = [
  'd',
  'l',
  's',
  'n',
  'f',
  '()',
  'd.items()',
  'd.get',
  'range',
  'range(3)',
  'namespace()',
  'cycler(1)',
  'loop',
  'm',
  'self',
  "('x' | e)",
  'd.keys()',
  'nil',
];

describe('a template reaches no host object', () => {
  it.each(owners.flatMap((owner) => hostNames.map((name) => [owner, name] as const)))('%s has no %s', (owner, name) => {
    for (const access of [`${owner}.${name}`, `${owner}['${name}']`, `${owner}|attr('${name}')`]) {
      const text = `{% macro m() %}{% endmacro %}{% for i in [1] %}{{ (${access}) is defined }}{% endfor %}`;
      expect(renderText(text, { names })).toBe('False');
    }
  });

  it.each([
    'process',
    'global',
    'globalThis',
    'require',
    'module',
    'Object',
    'Function',
    'eval',
    'this',
    'console',
    'undefined',
    'arguments',
  ])('there is no %s', (name) => {
    expect(renderText(`{{ ${name} is defined }}`)).toBe('False');
  });

  it('a format string reaches nothing either', () => {
    for (const format of ['{0.constructor}', '{0.__class__}', '{0[constructor]}', '{a.__proto__}']) {
      expect(renderText(`{{ '${format}'.format(d, a=d) }}`, { names })).toContain('error');
    }
  });

  it('neither does a filter that takes names', () => {
    expect(renderText("{{ [d] | map(attribute='constructor') | list }}", { names })).toContain(
      "has no attribute 'constructor'",
    );
    expect(renderText("{{ [d] | map('constructor') | list }}", { names })).toContain("No filter named 'constructor'");
    expect(renderText("{{ [1] | select('toString') | list }}")).toContain("No test named 'toString'");
    expect(renderText("{{ s | method_call('constructor') }}", { names })).toBe('None');
    expect(renderText("{{ '&constructor;' | striptags }}")).toContain('the entity &constructor; is not supported');
  });

  it('mappings may have such keys, and only as data', () => {
    expect(
      renderText(
        "{% set x = {'constructor': 1, '__proto__': {'y': 2}} %}{{ x.constructor }}{{ x['__proto__'].y }}{{ {}.y is defined }}",
      ),
    ).toBe('12False');
  });

  it('a value that looks like a template stays text', () => {
    expect(renderText('{{ evil }}{% set x %}{{ evil }}{% endset %}{{ x }}{{ [evil] | join }}', { names })).toBe(
      names.evil.repeat(3),
    );
  });

  it('what a template changes stays in it', () => {
    const data = { l: [1] };
    renderText('{% do l.append(2) %}', { names: data });
    expect(data.l).toEqual([1]);
  });
});

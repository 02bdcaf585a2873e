import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pythonRepr } from '../python/print.js';
import { parseYaml } from './parse-yaml.js';
import { readQuickly } from './quick-reader.js';

/** Texts, and what PyYAML 6.0.3 on libyaml read with Salt's loader, as Python prints it; `null` where it refused. */
const cases = JSON.parse(readFileSync('libs/rendering/src/yaml/pyyaml.cases.json', 'utf8')) as [
  string,
  string | null,
][];

function read(text: string): string | null {
  const outcome = parseYaml({ source: { name: 'a.sls', text } });
  if (outcome.ok) return pythonRepr(outcome.value.value);
  for (const { at, code, summary } of outcome.diagnostics) {
    expect(at).toMatchObject({ file: 'a.sls', line: expect.any(Number), column: expect.any(Number) });
    expect(`${code} ${summary}`).toMatch(/^yaml\.\S+ \S/);
  }
  return null;
}

describe('YAML as PyYAML reads it with the loader of Salt', () => {
  it.each(cases)('%j is %s', (text, value) => expect(read(text)).toBe(value));

  /** What Salt takes and we do not: it is no data, or would corrupt silently. */
  const refused: [text: string, code: string][] = [
    ['k: !!binary aGVsbG8=\n', 'yaml.unknown-tag'],
    ['k: !!set {a: 1}\n', 'yaml.unknown-tag'],
    ['k: !!pairs [a: 1]\n', 'yaml.unknown-tag'],
    ['k: &a [*a]\n', 'yaml.recursive-alias'],
    [`k: 0x${'f'.repeat(14)}\n`, 'yaml.hex-loses-digits'],
  ];
  it.each(refused)('%j is refused with %s', (text, code) =>
    expect(parseYaml({ source: { name: 'a', text } })).toMatchObject({
      ok: false,
      diagnostics: [{ code, at: { line: 1 } }],
    }),
  );
});

describe('a hostile YAML text', () => {
  const bombs: [about: string, text: string, code: string][] = [
    ['brackets', '['.repeat(100_000), 'yaml.too-deep'],
    ['braces', '{a: '.repeat(100_000), 'yaml.too-deep'],
    ['lists in lists', '- '.repeat(100_000), 'yaml.too-deep'],
    ['explicit keys', '? '.repeat(100_000), 'yaml.too-deep'],
    ['closing brackets', ']'.repeat(100_000), 'yaml.syntax'],
    [
      'mappings in mappings',
      Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
      'yaml.too-deep',
    ],
    [
      'aliases of lists of aliases',
      `a0: &a0 [${'1,'.repeat(10)}]\n${levels((level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]\n`)}`,
      'yaml.too-large',
    ],
    [
      'merges of merges',
      `a0: &a0 {${Array.from({ length: 1000 }, (_, key) => `k${key}: 1`).join(', ')}}\n${levels((level) => `a${level + 1}: &a${level + 1} {<<: [*a${level}${`, *a${level}`.repeat(9)}]}\n`)}`,
      'yaml.duplicate-key',
    ],
    ['a number without end', `a: ${'9'.repeat(1_000_000)}\n`, 'yaml.number'],
    ['a key without end', `${'k'.repeat(1_000_000)}: 1\n`, 'yaml.syntax'],
    ['anchors without end', `${'&a '.repeat(100_000)}\n`, 'yaml.syntax'],
    ['a quote without end', `a: "${'\\n'.repeat(500_000)}`, 'yaml.syntax'],
  ];

  function levels(line: (level: number) => string): string {
    return Array.from({ length: 9 }, (_, level) => line(level)).join('');
  }

  it.each(bombs)('of %s is refused with its place', (_about, text, code) => {
    const outcome = parseYaml({ source: { name: 'a.sls', text } });
    expect(outcome).toMatchObject({ ok: false });
    const codes = outcome.ok ? [] : outcome.diagnostics.map((diagnostic) => diagnostic.code);
    expect(codes).toContain(code);
    expect(outcome.ok ? undefined : outcome.diagnostics[0]?.at).toMatchObject({
      file: 'a.sls',
      line: expect.any(Number),
    });
  });

  it('of many items is read', () => {
    const text = `a: "${'x '.repeat(500_000)}"\nb:\n${'- {k: v}\n'.repeat(20_000)}c: {${Array.from({ length: 20_000 }, (_, key) => `${key}: ${key}`).join(', ')}}\n`;
    expect(parseYaml({ source: { name: 'a', text } })).toMatchObject({ ok: true });
  });

  const state = `include: [a.b, .c]
web:
  file.managed:
    - name: /etc/x  # why
    - require: [{pkg: web}]
    - context: {'a': 1, "b": [True, None]}
    - contents: |
        one
          two
other: &other
  cmd.run:
  - unless: test -f /x
more: *other
`;
  const odd = [
    '\t',
    '\n',
    '  ',
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a',
    '<<: ',
    '| ',
    '\u0000',
    '\ud800',
    '\u2028',
    '%',
    '---\n',
    '!',
    '? ',
  ];

  it('made of a state file, or of anything, is read or refused with its place', () => {
    const mutated = fc
      .array(fc.tuple(fc.nat(state.length), fc.nat(6), fc.constantFrom(...odd)), { minLength: 1, maxLength: 4 })
      .map((changes) =>
        changes.reduce((text, [at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone), state),
      );
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const outcome = parseYaml({ source: { name: 'a.sls', text } });
        if (outcome.ok) return;
        const lines = text.split('\n').length;
        for (const { at } of outcome.diagnostics) {
          expect(at?.line).toBeGreaterThan(0);
          expect(at?.line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('is given to the full reader unless it is plain', () => {
    for (const text of ['a: \ud800\n', 'a: b\u00a0\tc\n', `{${'k'.repeat(1030)}: 1}\n`])
      expect(readQuickly(text)).toBeUndefined();
  });
});

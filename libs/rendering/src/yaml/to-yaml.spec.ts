import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { equal, float, parseExact, tuple, type Value } from '@fleet/values';
import fc from 'fast-check';
import { dumpYaml } from './dump.js';
import { parseYaml } from './parse-yaml.js';
import { toYaml } from './to-yaml.js';

const m = (entries: [Value, Value][]): Value => new Map(entries);

describe('a value as YAML', () => {
  /** What PyYAML printed. */
  const cases: [value: Value, text: string][] = [
    [
      m([
        ['b', 1],
        [
          'a',
          [
            1,
            m([
              ['x', null],
              ['y', true],
            ]),
          ],
        ],
      ]),
      'b: 1\na:\n- 1\n- x: null\n  y: true\n',
    ],
    [
      m([
        ['e', []],
        ['f', m([])],
      ]),
      'e: []\nf: {}\n',
    ],
    [[[1, 2], [[3]]], '- - 1\n  - 2\n- - - 3\n'],
    ['x', 'x\n'],
    [
      ['', 'yes', '1', '0x1f', '2026-01-02', 'a: b', 'a #b', '- a', "it's", 'x,y', '@a', '~'],
      "- ''\n- 'yes'\n- '1'\n- '0x1f'\n- '2026-01-02'\n- 'a: b'\n- 'a #b'\n- '- a'\n- it's\n- x,y\n- '@a'\n- '~'\n",
    ],
    [
      ['a\nb', 'tab\t', 'é', float(1), 1e20, 12345678901234567890n, tuple([1])],
      '- \'a\n\n  b\'\n- "tab\\t"\n- é\n- 1.0\n- 100000000000000000000\n- 12345678901234567890\n- - 1\n',
    ],
    [
      m([['k', 'word '.repeat(20).trim()]]),
      'k: word word word word word word word word word word word word word word word word\n  word word word word\n',
    ],
  ];
  it.each(cases)('%#', (value, text) => expect(toYaml(value)).toBe(text));

  /** Exact JSON of a value, flow style, whether keys are sorted, and what PyYAML 6.0.3 wrote on libyaml. */
  const recorded = JSON.parse(readFileSync('libs/rendering/src/yaml/to-yaml.cases.json', 'utf8')) as [
    string,
    boolean | null,
    boolean,
    string,
  ][];
  it.each(recorded)('%s (flow %s, sorted %s)', (json, flow, sort, text) =>
    expect(dumpYaml(parseExact(json), { sort, ...(flow !== null && { flow }) })).toBe(text),
  );

  it('stands once, where the same object stands in several places', () => {
    const list = [1, 2];
    const map = m([['k', 1]]);
    expect(
      toYaml(
        m([
          ['b', list],
          ['a', [map, map, [list]]],
        ]),
      ),
    ).toBe('b: &id002\n- 1\n- 2\na:\n- &id001\n  k: 1\n- *id001\n- - *id002\n');
    expect(toYaml([list, list, [[1, 2]]], { flow: true })).toBe('[&id001 [1, 2], *id001, [[1, 2]]]\n');
  });

  it('goes into braces, and is sorted, where asked', () => {
    expect(
      toYaml(
        m([
          ['b', [1]],
          ['a', 'x'],
        ]),
        { flow: true, sort: true },
      ),
    ).toBe('{a: x, b: [1]}\n');
    expect(
      dumpYaml(
        m([
          ['b', [1]],
          ['a', m([['c', [2]]])],
        ]),
        {},
      ),
    ).toBe('b: [1]\na:\n  c: [2]\n');
  });

  it('is read back as the same value', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\ud800-\udfff]|[\u0000-\u0008]/.test(text)),
      fc.constantFrom('yes', '0644', '- x', ': ', '#', 'a\n\nb', ' x ', '?', '{a}', 'word '.repeat(30)),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt(),
    );
    const value = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        scalar as fc.Arbitrary<Value>,
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .array(
            fc.tuple(
              fc.string({ maxLength: 6 }).filter((key) => /^[\w -]*$/.test(key)),
              tie('value'),
            ),
            { maxLength: 4 },
          )
          .map((entries) => new Map(entries) as Value),
      ),
    })).value;
    fc.assert(
      fc.property(value, fc.constantFrom(true, false, undefined), (given, flow) => {
        const text = dumpYaml(given, flow === undefined ? {} : { flow });
        const outcome = parseYaml({ source: { name: 'x', text } });
        expect(outcome.ok && equal(outcome.value.value, normal(given))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Ints that fit are numbers once read. */
function normal(value: Value): Value {
  if (typeof value === 'bigint') return value >= -(2n ** 53n) + 1n && value <= 2n ** 53n - 1n ? Number(value) : value;
  if (Array.isArray(value)) return value.map(normal);
  return value instanceof Map ? new Map([...value].map(([key, item]) => [key, normal(item)])) : value;
}

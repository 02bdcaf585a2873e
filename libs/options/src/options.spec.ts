import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromPlain, stringifyExact, type Value, type ValueMap } from '@fleet/values';
import { OptionsRefused, type OptionFormat, type OptionPath } from './definition.js';
import { readOption, removeOption, setOption } from './options.js';

const digits78 = '115792089237316195423570985008687907853269984665640564039457584007913129639935';

/** Files as people write them; in none of them does an edit of one value touch another line. */
const files: readonly [format: OptionFormat, name: string, text: string, mappings: readonly string[]][] = [
  [
    'json',
    'with comments',
    `// top\n{\n    "name": "x", // the name\n    /* a number */ "wei": ${digits78},\n    "float": 1.0,\n    "deep": {\n        "list": [1, 2,3],\n        "empty": {}\n    }\n}\n`,
    ['', 'deep'],
  ],
  ['json', 'on one line', '{"a":1,"b":{"c":[true,null]},"d":"0x00ff"}', ['', 'b']],
  [
    'json',
    'with CRLF and a comma at the end',
    '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": "d", // e\r\n\t},\r\n}\r\n',
    ['', 'b'],
  ],
  [
    'yaml',
    'with anchors and comments',
    `# top\ndefaults: &defaults\n  retries: 3 # tries\n  url: "http://x" # quoted\n\nservice:\n    <<: *defaults\n    wei: ${digits78}\n    hash: 0x00ff\n    # a list\n    ports: [80, 443]   # ports\n    names:\n    - 'one'\n    - two: 2\n      three: 3\n    text: |\n      a\n      b\nend: yes\n`,
    ['', 'defaults', 'service', 'service:names:1'],
  ],
  ['yaml', 'with CRLF', 'a: 1\r\nb:\r\n  c: "x"   # note\r\n  d: {e: 1, f: [a, b]}\r\ng:\r\n', ['', 'b', 'b:d']],
  ['yaml', 'of nested lists', '---\n- name: x\n  tags:\n  - a\n  - b\n# between\n- name: y\n', ['0', '1']],
  [
    'toml',
    'with tables and comments',
    `# top\ntitle = 'x' # the title\nwei = ${digits78}\nhash = 0x00ff\nwhen = 1979-05-27T07:32:00Z\n\n[server] # of the server\nport = 8080\nlimits.cpu = 1.0\n  [server.tls]\n  cert = "a\\tb"\n  list = [\n    1, # one\n    2\n  ]\n\n# products\n[[product]]\nname = "a"\n\n[[product]]\nname = "b"\nsize = { w = 1, h = 2 }\n`,
    ['', 'server', 'server:limits', 'server:tls', 'product:0', 'product:1', 'product:1:size'],
  ],
  ['toml', 'with CRLF', 'a = 1\r\n[b]\r\nc = """\r\nx"""\r\n', ['', 'b']],
  [
    'ini',
    'with comments',
    `; top\nbare = 1\n# of a\n[a]\n\tname = x ; kept\n\turl=http://x/?a=b\nflag\n\n[b c]\nlong = one\n   two\n\n; end\n[a]\nlast = 1\n`,
    ['a', 'b c', 'DEFAULT_IMPLICIT'],
  ],
  ['ini', 'with CRLF', '[a]\r\nx = 1\r\n\r\n[b]\r\ny=2\r\n', ['a', 'b']],
];

const texts = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    'yes',
    'null',
    '',
    '1',
    '1e3',
    '12:30',
    '0x1f',
    digits78,
    'a: b',
    'a #b',
    '- x',
    "it's",
    '~',
    '2026-11-21',
    '=',
    ' x ',
    'x\ny',
  ),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.constant(2n ** 62n),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
);
const scalars: fc.Arbitrary<Value> = fc.oneof(texts, numbers, fc.boolean());
const keys = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_-]{0,6}$/), fc.constantFrom('a b', 'true', '8080', "q'q", 'é'));
const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 3 }).map((entries) => fromPlain({ ...entries })),
  ),
})).value;

/** An ini file holds lines of text. */
const lines = fc.stringMatching(/^[!-~]([ -~]{0,10}[!-~])?$/);
const valueFor = (format: OptionFormat): fc.Arbitrary<Value> => (format === 'ini' ? lines : values);
const keyFor = (format: OptionFormat): fc.Arbitrary<string> =>
  format === 'ini' ? fc.stringMatching(/^[a-z][a-z .-]{0,6}[a-z]$/) : keys;

const path = (text: string): string[] => (text === '' ? [] : text.split(':'));

/** Every path in the data that leads to a value which is no mapping and no list. */
function leaves(data: Value, at: OptionPath = []): OptionPath[] {
  if (data instanceof Map) return [...data].flatMap(([key, item]) => leaves(item, [...at, key]));
  if (Array.isArray(data)) return data.flatMap((item, index) => leaves(item, [...at, index]));
  return [at];
}

/** The lines of one text that are not in the other. */
function missingLines(text: string, other: string): string[] {
  const there = other.split('\n');
  return text.split('\n').filter((line) => !there.includes(line));
}

function attempt(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof OptionsRefused) return undefined;
    throw error;
  }
}

describe.each(files)('%s %s', (format, _name, text, mappings) => {
  const whole = readOption(format, text, []) as ValueMap;
  const runs = { numRuns: 150 };

  it('any other value can be set, is read back, and only its own lines change', () => {
    const places = leaves(whole).filter((place) => readOption(format, text, place) !== undefined);
    fc.assert(
      fc.property(fc.constantFrom(...places), format === 'ini' ? lines : scalars, (place, value) => {
        const edited = attempt(() => setOption(format, text, place, value));
        if (edited === undefined) return;
        expect(stringifyExact(readOption(format, edited, place) as Value)).toBe(stringifyExact(value));
        expect(setOption(format, edited, place, value)).toBe(edited);
        const old = readOption(format, text, place);
        const held = typeof old === 'string' ? old.split('\n').length + 2 : 1;
        expect(missingLines(text, edited).length).toBeLessThanOrEqual(held);
        expect(edited.match(/\r\n/g)?.length ?? 0).toBeGreaterThanOrEqual(text.includes('\r\n') ? 1 : 0);
      }),
      runs,
    );
  });

  it('what is added behind its siblings is read back, and gone without a trace when it is removed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mappings), keyFor(format), valueFor(format), (mapping, key, value) => {
        const place = [...path(mapping), key];
        if (readOption(format, text, place) !== undefined) return;
        const edited = attempt(() => setOption(format, text, place, value));
        // Refused is only what a format cannot say at all.
        if (edited === undefined) {
          expect(format).toMatch(/ini|toml/);
          return;
        }
        // Of the sibling before it, a comma at most.
        expect(missingLines(text, edited).length).toBeLessThanOrEqual(1);
        expect(stringifyExact(sorted(readOption(format, edited, place) as Value))).toBe(stringifyExact(sorted(value)));
        expect(setOption(format, edited, place, value)).toBe(edited);
        expect(removeOption(format, edited, place)).toBe(text);
      }),
      runs,
    );
  });

  it('any value can be removed, and leaves all others', () => {
    for (const place of leaves(whole)) {
      const edited = removeOption(format, text, place);
      if (edited === text) expect(text).toContain('<<');
      else if (!Array.isArray(readOption(format, text, place.slice(0, -1))))
        expect(readOption(format, edited, place)).toBeUndefined();
      const comments = (from: string): number => from.match(/(?:[#;]|\/\/) [a-z]/g)?.length ?? 0;
      expect(comments(edited)).toBeGreaterThanOrEqual(comments(text) - 1);
    }
  });
});

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;
  return new Map(
    [...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}

/** One edit, and the text after it. */
const edits: readonly [format: OptionFormat, why: string, text: string, path: string, value: unknown, after: string][] =
  [
    ['yaml', 'a value keeps its quotes and its comment', 'a: "x" # c\n', 'a', 'y', 'a: "y" # c\n'],
    ['yaml', 'a text that looks like a number gets quotes', 'a: x\n', 'a', '0x1f', "a: '0x1f'\n"],
    ['yaml', 'every digit of a number', 'a: 1\n', 'a', BigInt(digits78), `a: ${digits78}\n`],
    ['yaml', 'what an anchor holds changes for those that use it', 'a: &x 1\nb: *x\n', 'a', 2, 'a: &x 2\nb: *x\n'],
    [
      'yaml',
      'what comes from a merge is overridden',
      'd: &d\n  k: 1\ns:\n  <<: *d\n',
      's:k',
      2,
      'd: &d\n  k: 1\ns:\n  <<: *d\n  k: 2\n',
    ],
    [
      'yaml',
      'room that was left for a mapping',
      'a: # fill me\nb: 1\n',
      'a:c',
      [1],
      'a: # fill me\n  c:\n    - 1\nb: 1\n',
    ],
    ['yaml', 'a mapping in another becomes a value', 'a:\n  b: 1\n  c: 2\nd: 1\n', 'a', 'x', 'a: x\nd: 1\n'],
    ['yaml', 'a list grows at its end', 'a:\n- 1 # one\n- 2\n', 'a:2', 3, 'a:\n- 1 # one\n- 2\n- 3\n'],
    ['yaml', 'a key that is a number', '8080: x\n', '8080', 'z', '8080: z\n'],
    ['yaml', 'the first value of a file', '# only words\n', 'a:b', 1, '# only words\na:\n  b: 1\n'],
    ['json', 'a list keeps the comments of what stays', '[1, /* two */ 2, 3]', '1', 5, '[1, /* two */ 5, 3]'],
    ['json', 'the first value of a file', '', 'a:b', 1, '{\n  "a": {\n    "b": 1\n  }\n}\n'],
    [
      'json',
      'a comment behind the last item stays there',
      '{\n  "a": 1 // one\n}\n',
      'b',
      2,
      '{\n  "a": 1, // one\n  "b": 2\n}\n',
    ],
    [
      'toml',
      'a pair of the top comes above the headers',
      '# t\n\n# of a\n[a]\nx = 1\n',
      'y',
      2,
      '# t\n\ny = 2\n\n# of a\n[a]\nx = 1\n',
    ],
    ['toml', 'a table gets a header', 'a = 1\n', 'b:c', { d: 'x', e: 1 }, 'a = 1\n\n[b.c]\nd = "x"\ne = 1\n'],
    ['toml', 'a date stays a date', 'd = 2026-11-21\n', 'd', '2026-11-22', 'd = 2026-11-22\n'],
    [
      'toml',
      'an element of a list of tables',
      '[[p]]\nn = 1\n\n[q]\nx = 1\n',
      'p:1',
      { n: 2 },
      '[[p]]\nn = 1\n\n[[p]]\nn = 2\n\n[q]\nx = 1\n',
    ],
    [
      'ini',
      'an option is written as Salt writes it',
      '[a]\nx = 1\n\n[b]\ny = 1\n',
      'a:z',
      '2',
      '[a]\nx = 1\nz = 2\n\n[b]\ny = 1\n',
    ],
    ['ini', 'a new section comes last', 'x = 1\n', 'a:y', '1', 'x = 1\n\n[a]\ny = 1\n'],
    ['ini', 'options before any header', '[a]\nx = 1\n', 'DEFAULT_IMPLICIT:y', '1', 'y = 1\n[a]\nx = 1\n'],
    [
      'ini',
      'of an option that stands twice, the last one counts',
      '[a]\nx = 1\nx = 2\n',
      'a:x',
      '3',
      '[a]\nx = 1\nx = 3\n',
    ],
  ];

describe('an edit', () => {
  it.each(edits)('%s: %s', (format, _why, text, place, value, after) => {
    expect(setOption(format, text, path(place), fromPlain(value))).toBe(after);
  });

  it('of a mapping changes what differs, and keeps the comments of the rest', () => {
    const text = 'a:\n  x: 1 # one\n  y: 2 # two\n  z: 3\n';
    expect(setOption('yaml', text, ['a'], fromPlain({ x: 1, y: 5, w: 6 }))).toBe(
      'a:\n  x: 1 # one\n  y: 5 # two\n  w: 6\n',
    );
  });

  it.each<[OptionFormat, string, string, string]>([
    ['yaml', 'a:\n  b: 1\nc: 2\n', 'a:b', 'a: {}\nc: 2\n'],
    ['yaml', 'a:\n  # why\n  b: 1 # one\nc: 2\n', 'a:b', 'a: {}\n  # why\nc: 2\n'],
    ['yaml', 'a:\n- 1\n', 'a:0', 'a: []\n'],
    ['yaml', 'a: 1\n', 'a', ''],
    ['json', '{"a": {"b": 1}}', 'a:b', '{"a": {}}'],
    ['toml', '[a]\nb = 1\n', 'a:b', '[a]\n'],
    ['toml', 'a.b = 1\nc = 2\n', 'a:b', 'c = 2\n'],
  ])('what held only one value in %s is empty then: %j', (format, text, place, after) => {
    expect(removeOption(format, text, path(place))).toBe(after);
  });

  it('knows other separators of an ini file', () => {
    expect(setOption('ini', 'Port 22\n', ['DEFAULT_IMPLICIT', 'Port'], '2222', { separator: ' ' })).toBe('Port 2222\n');
    expect(setOption('ini', '[a]\nb=1\n', ['a', 'c'], '2', { noSpaces: true })).toBe('[a]\nb=1\nc=2\n');
    expect(removeOption('ini', '# x\n[a]\nb = 1\n\n# of c\n[c]\nd = 1\n', ['a'])).toBe('# x\n\n# of c\n[c]\nd = 1\n');
  });
});

const refusals: readonly [format: OptionFormat, text: string, path: string, value: unknown, says: RegExp][] = [
  ['json', '{\n  "a": 1\n  "b": 2\n}', 'a', 2, /^line 3, column 3: a comma or } is missing here$/],
  ['json', '{"a": 01x}', 'a', 2, /^line 1, column 7: /],
  ['json', '{"a": 1', 'a', 2, /^line 1, column 8: the file ends here/],
  ['json', '{"a": Infinity}', 'a', 2, /^line 1, column 7: /],
  ['json', '{}', 'a', Infinity, /no word for the number/],
  ['yaml', 'a: 1\nb: [1\n', 'a', 2, /^line 3, column 1: Flow sequence/],
  ['yaml', 'a: b: c\n', 'a', 2, /^line 1, column 4: Nested mappings/],
  ['yaml', '---\na: 1\n---\nb: 2\n', 'a', 2, /several documents/],
  ['yaml', 'a: &x {b: 1}\nc: *x\n', 'c:b', 2, /by an alias only/],
  ['yaml', 'a: 1\n', 'a:b', 2, /a is no mapping, so it has no b/],
  ['yaml', 'a: [1]\n', 'a:5', 2, /a is a list of 1/],
  ['toml', 'a = 1\na = 2\n', 'a', 2, /^line 2, column 1: Value already defined/],
  ['toml', '[a]\nb = \n', 'a', 2, /^line 2, column /],
  ['toml', 'a = 1\n', 'a', null, /no word for nothing/],
  ['toml', 'a = 1\n', 'a', BigInt(digits78), /64 bits/],
  ['toml', '[a]\nb = 1\n', 'a', 2, /a table with a header of its own/],
  ['ini', '[a\nb = 1\n', 'a:b', '2', /^line 1, column 1: a header/],
  ['ini', '[a]\nb = 1\n', 'a:b', 'x\r[c]', /control characters/],
  ['ini', '[a]\nb = 1\n', 'a:c', 'x\n# y', /no comments/],
  ['ini', '[a]\nb = 1\n', 'a:[c]', 'x', /no name of an option/],
  ['ini', '[a]\nb = 1\n', 'c]\n[d:e', 'x', /no name of a section/],
];

it.each(refusals)('%s %j at %s = %j is refused with a sentence', (format, text, place, value, says) => {
  expect(() => setOption(format, text, path(place), fromPlain(value))).toThrow(OptionsRefused);
  expect(() => setOption(format, text, path(place), fromPlain(value))).toThrow(says);
});

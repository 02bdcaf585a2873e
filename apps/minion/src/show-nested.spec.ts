import { describe, expect, it } from '@jest/globals';
import { float, parseExact, type Value } from '@fleet/values';
import { showNested } from './show-nested.js';

const cases: [string, Value, string][] = [
  ['a boolean', true, '    True'],
  ['nothing', null, '    None'],
  ['an integral float', float(1), '    1.0'],
  ['lines', 'a\nb\n', '    a\n    b'],
  ['control characters', 'a\u001b[2Jb', '    a�[2Jb'],
  [
    'a mapping',
    parseExact('{"a": 1, "b": [true, {"c": "d"}], "e": {}}'),
    '    ----------\n    a:\n        1\n    b:\n        - True\n        |_\n          ----------\n          c:\n              d\n    e:\n        {}',
  ],
];

describe('nested output', () => {
  it.each(cases)('shows %s', (_, value, text) => {
    expect(showNested(value, 4)).toBe(text);
  });
});

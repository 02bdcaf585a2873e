import { describe, expect, it } from '@jest/globals';
import { float, tuple, type Value } from '@fleet/values';
import { pythonRepr, pythonStr } from './print.js';

describe("Python's repr", () => {
  const cases: [value: Value, text: string][] = [
    [null, 'None'],
    [true, 'True'],
    [0, '0'],
    [-0, '0'],
    [float(1), '1.0'],
    [1.5, '1.5'],
    [float(1e16), '1e+16'],
    [float(1e15), '1000000000000000.0'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [1.5e-7, '1.5e-07'],
    [float(-0), '-0.0'],
    [Infinity, 'inf'],
    [NaN, 'nan'],
    [2n ** 100n, '1267650600228229401496703205376'],
    ['a', "'a'"],
    ["it's", '"it\'s"'],
    ['\'"', "'\\'\"'"],
    ['\n\t\\', "'\\n\\t\\\\'"],
    ['\x00\x7f\xa0', "'\\x00\\x7f\\xa0'"],
    ['é鍵😀', "'é鍵😀'"],
    ['\u200b\u2028', "'\\u200b\\u2028'"],
    [[], '[]'],
    [tuple([]), '()'],
    [tuple([1]), '(1,)'],
    [[1, 'a', [null]], "[1, 'a', [None]]"],
    [
      new Map<Value, Value>([
        ['a', 1],
        [2, tuple([1, 2])],
      ]),
      "{'a': 1, 2: (1, 2)}",
    ],
  ];
  it.each(cases)('%# is %s', (value, text) => expect(pythonRepr(value)).toBe(text));

  it('a text prints as it is', () => expect(pythonStr("it's")).toBe("it's"));

  it('what holds itself does not print for ever', () => {
    const list: Value[] = [1];
    list.push(list);
    expect(pythonRepr(list)).toBe('[1, [...]]');
  });
});

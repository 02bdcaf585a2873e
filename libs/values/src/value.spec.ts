import { describe, expect, it } from '@jest/globals';
import { copy, equal, Float, float, int, tuple, Tuple, type Value } from './value.js';

describe('equality', () => {
  const map = (...entries: [Value, Value][]): Value => new Map(entries);
  const cases: [a: Value, b: Value, isEqual: boolean][] = [
    [1, float(1), true],
    [1, true, true],
    [0, false, true],
    [1, '1', false],
    [null, false, false],
    [2n ** 64n, 2n ** 64n, true],
    // As floats, both would be 2^64.
    [2n ** 64n + 1n, float(2 ** 64), false],
    [[1, [2]], [1, [2]], true],
    [[1], tuple([1]), false],
    [tuple([1]), tuple([1]), true],
    [map(['a', 1], ['b', 2]), map(['b', 2], ['a', 1]), true],
    [map(['a', 1]), map(['a', null]), false],
    [map(['a', null]), map(['b', null]), false],
    [NaN, NaN, false],
  ];
  it.each(cases)('%# holds both ways', (a, b, isEqual) => {
    expect(equal(a, b)).toBe(isEqual);
    expect(equal(b, a)).toBe(isEqual);
  });
});

describe('numbers', () => {
  it('a float is boxed only where it would read as an int', () => {
    expect(float(1.5)).toBe(1.5);
    expect(float(2)).toEqual(new Float(2));
    expect(float(Infinity)).toBe(Infinity);
  });

  it('an int is a number as long as that is exact', () => {
    expect(int(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(int(2n ** 53n)).toBe(2n ** 53n);
    expect(int(-(2n ** 53n))).toBe(-(2n ** 53n));
  });
});

describe('a copy', () => {
  it('shares nothing that can change, and keeps tuples', () => {
    const inner: Value[] = [1];
    const original = new Map<Value, Value>([
      ['l', inner],
      ['t', tuple([inner])],
    ]);
    const copied = copy(original);
    inner.push(2);
    expect(copied.get('l')).toEqual([1]);
    expect(copied.get('t')).toBeInstanceOf(Tuple);
    expect((copied.get('t') as Value[])[0]).toEqual([1]);
  });
});

describe('a tuple', () => {
  it('gives plain lists when it is mapped, and may hold one number', () => {
    expect(tuple([1, 2]).map((item) => item)).not.toBeInstanceOf(Tuple);
    expect(tuple([3])).toHaveLength(1);
  });
});

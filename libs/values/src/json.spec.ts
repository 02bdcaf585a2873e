import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromPlain, parseExact, stringifyExact, stringifyPlain, toPlain } from './json.js';
import { equal, float, tuple, type Value } from './value.js';

const values = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null) as fc.Arbitrary<Value>,
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 260n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => float(number)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.string(), fc.integer(), fc.constant('$map')), tie('value')), { maxLength: 4 })
      .map((entries) => new Map<Value, Value>(entries)),
  ),
})).value;

describe('exact JSON', () => {
  it('gives every value back', () => {
    fc.assert(
      fc.property(values, (value) => expect(equal(parseExact(stringifyExact(value)), value)).toBe(true)),
      { numRuns: 2000 },
    );
  });

  it('tells floats from ints and keeps keys that are no texts', () => {
    expect(stringifyExact([float(1), 1, 1.5, float(1e300)])).toBe('[1.0,1,1.5,1e+300]');
    expect(stringifyExact(new Map<Value, Value>([[1, 'a']]))).toBe('{"$map":[[1,"a"]]}');
    expect(stringifyExact(tuple([1]))).toBe('[1]');
  });

  it.each(['', '{', '[1,]', '{"a":}', "{'a':1}", '01', '1 2', '"\n"', '"\\x"', 'nul', '-', '{"a":1,}'])(
    '%j is refused with its offset',
    (text) => {
      expect(() => parseExact(text)).toThrow(/at offset \d+$/);
    },
  );

  it('nesting that would exhaust the stack is refused', () => {
    expect(() => parseExact('['.repeat(100_000))).toThrow(/nested too deeply/);
  });
});

describe('plain data', () => {
  it('has no prototype to pollute', () => {
    const plain = toPlain(parseExact('{"__proto__": {"x": 1}}')) as object;
    expect(Object.getPrototypeOf(plain)).toBeNull();
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('comes from objects and goes to text that people read', () => {
    const value = fromPlain({ a: [1, undefined, 2.5], b: undefined, c: { d: 10n ** 20n } });
    expect(stringifyPlain(value)).toBe('{"a":[1,null,2.5],"c":{"d":100000000000000000000}}');
    expect(stringifyPlain(value, 2)).toBe(
      '{\n  "a": [\n    1,\n    null,\n    2.5\n  ],\n  "c": {\n    "d": 100000000000000000000\n  }\n}',
    );
    expect(
      stringifyPlain(
        new Map<Value, Value>([
          [1, []],
          [null, new Map()],
        ]),
      ),
    ).toBe('{"1":[],"null":{}}');
  });

  it('what is no data is refused', () => expect(() => fromPlain({ a: () => 1 })).toThrow(TypeError));
});

import { describe, expect, it } from '@jest/globals';
import { stringifyExact } from '@fleet/values';
import { parseCall } from './call.js';
import { parseArgument, parseWord } from './value.js';

describe('an argument as typed', () => {
  const cases: [typed: string, exact: string][] = [
    ['cortensord', '"cortensord"'],
    ['True', 'true'],
    ['off', 'false'],
    ['None', 'null'],
    ['', '""'],
    ['42', '42'],
    ['-7', '-7'],
    ['1.0', '1.0'],
    ['0.25', '0.25'],
    [
      '115792089237316195423570985008687907853269984665640564039457584007913129639935',
      '115792089237316195423570985008687907853269984665640564039457584007913129639935',
    ],
    ['0644', '"0644"'],
    ['0xabc', '"0xabc"'],
    ['22:30', '"22:30"'],
    ['1_000', '"1_000"'],
    ['2024-01-01', '"2024-01-01"'],
    ['salt://a/b', '"salt://a/b"'],
    ['a: b', '"a: b"'],
    ['[a, 1, true, 0644]', '["a",1,true,"0644"]'],
    ['{a: {b: [1.0]}, "c": "1"}', '{"a":{"b":[1.0]},"c":"1"}'],
    ['{"NODE": 18446744073709551616}', '{"NODE":18446744073709551616}'],
    ['"1"', '"1"'],
    ["'yes'", '"yes"'],
    ['[unfinished', '"[unfinished"'],
    ["'a' and 'b'", "\"'a' and 'b'\""],
    ['{{ grains.id }}', '"{{ grains.id }}"'],
    ['{a: }', '{"a":null}'],
  ];
  it.each(cases)('%s is %s', async (typed, exact) => {
    expect(stringifyExact(await parseArgument(typed))).toBe(exact);
  });

  it.each(['test.ping', 'True', '12', 'a=b', ''])('%j needs no yaml package', (typed) => {
    expect(parseWord(typed)).not.toBeUndefined();
  });

  it.each(['[a: b: c]', '{a: 1, a: 2}', '[a, b}]'])('%s is refused', async (typed) => {
    await expect(parseArgument(typed)).rejects.toMatchObject({ code: 'malformed-argument' });
  });
});

describe('the arguments of a call', () => {
  it.each([
    [['cortensord', 'test=True'], '["cortensord"]', '{"test":true}'],
    [['http://x/?a=b'], '["http://x/?a=b"]', '{}'],
    [['a==b'], '["a==b"]', '{}'],
    [['2x=1', '-x=1'], '["2x=1","-x=1"]', '{}'],
    [['pillar={"a": 1}', 'cwd='], '[]', '{"pillar":{"a":1},"cwd":""}'],
    [['x=1', 'x=2'], '[]', '{"x":2}'],
  ])('%j', async (words, args, kwargs) => {
    expect(await parseCall(words)).toEqual({ args, kwargs });
  });
});

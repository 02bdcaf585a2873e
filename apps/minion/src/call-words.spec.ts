import { describe, expect, it } from '@jest/globals';
import { float, type Value } from '@fleet/values';
import { readCallWords } from './call-words.js';

const values: [string, Value][] = [
  ['5', 5],
  ['123456789012345678901', 123456789012345678901n],
  ['1.0', float(1)],
  ['True', true],
  ['None', null],
  ['0644', '0644'],
  ['[a, 1]', ['a', 1]],
  ['{a: {b: 2}}', new Map([['a', new Map([['b', 2]])]])],
  ['[ -f /x ] && echo y', '[ -f /x ] && echo y'],
  ['{{ x }}', '{{ x }}'],
  ['', ''],
  ['a==b', 'a==b'],
];

describe('arguments of a masterless call', () => {
  it.each(values)('%j is read as data', (word, value) => {
    expect(readCallWords([word])).toEqual({ ok: true, args: [value], kwargs: new Map() });
  });

  it('with a name are named', () => {
    expect(readCallWords(['x', 'test=True', 'pillar={a: 1}', 'cmd=a=b'])).toEqual({
      ok: true,
      args: ['x'],
      kwargs: new Map<string, Value>([
        ['test', true],
        ['pillar', new Map([['a', 1]])],
        ['cmd', 'a=b'],
      ]),
    });
  });

  it('that look like data and are none are refused with the place', () => {
    expect(readCallWords(['{a: [}'])).toMatchObject({ ok: false, why: expect.stringContaining('argument:1') });
  });
});

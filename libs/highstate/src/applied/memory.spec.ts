import { describe, expect, it } from '@jest/globals';
import { appliedText, isIntended, nothingApplied, readApplied, remember } from './memory.js';
import type { Wish } from './wishes.js';

const wish = (low: string, inputs: Record<string, string> = {}): Wish => ({
  low,
  inputs: new Map(Object.entries(inputs)),
});

describe('what was applied', () => {
  it.each<[string, Wish[], Wish, boolean | undefined]>([
    ['the same', [wish('a', { f: '1' })], wish('a', { f: '1' }), false],
    ['other low data', [wish('a')], wish('b'), true],
    ['another content', [wish('a', { f: '1' })], wish('a', { f: '2' }), true],
    ['something that is looked at now alone', [wish('a')], wish('a', { f: '1' }), false],
    ['something that is looked at no more', [wish('a', { f: '1' })], wish('a'), false],
    ['something that a later run did not look at', [wish('a', { f: '1' }), wish('a')], wish('a', { f: '2' }), true],
    ['inputs of other low data', [wish('a', { f: '1' }), wish('b')], wish('b', { f: '2' }), false],
    ['nothing', [], wish('a'), true],
  ])('tells %s', (_what, applied, now, intended) => {
    const memory = nothingApplied(true);
    for (const one of applied) remember(memory, 't', one);
    expect(isIntended(memory, 't', now)).toBe(intended);
  });

  it('is bounded: what was applied longest ago is known no more', () => {
    const memory = nothingApplied(true);
    for (let count = 0; count < 20_000; count += 1) remember(memory, `t${count}`, wish('a'));
    remember(memory, 't0', wish('a'));
    remember(memory, 'new', wish('a'));
    expect([memory.chunks.size, memory.whole]).toEqual([20_000, false]);
    expect(isIntended(memory, 't0', wish('a'))).toBe(false);
    expect(isIntended(memory, 't1', wish('a'))).toBeUndefined();
  });

  it('is read as it was written', () => {
    const memory = nothingApplied(true);
    remember(memory, 't', wish('a', { f: '1' }));
    remember(memory, '__proto__', wish('b', {}));
    expect(readApplied(appliedText(memory))).toEqual(memory);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"v":1}',
    '{"v":1,"whole":true,"chunks":{}}',
    '{"v":1,"whole":true,"chunks":[[1,2,3]]}',
    '{"v":1,"whole":true,"chunks":[["a","b",{"c":1}]]}',
  ])('is not read from %s', (text) => expect(readApplied(text)).toBeUndefined());
});

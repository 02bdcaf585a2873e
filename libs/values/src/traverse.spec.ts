import { describe, expect, it } from '@jest/globals';
import { fromPlain } from './json.js';
import { mergeRecursive, traverse } from './traverse.js';
import { equal, type Value } from './value.js';

describe('a path', () => {
  const data = fromPlain({ d: { k: { x: 1 }, l: ['a', { m: 'n' }], n: null, f: false }, '1': 'one' });
  const cases: [path: string, found: unknown][] = [
    ['d:k:x', 1],
    ['d:l:1:m', 'n'],
    ['d:l:m', 'n'],
    ['d:l:-2', 'a'],
    ['d:n', null],
    ['d:f', false],
    ['1', 'one'],
    ['d:l:9', undefined],
    ['d:k:x:y', undefined],
    ['nope', undefined],
    ['d:constructor', undefined],
  ];
  it.each(cases)('%s', (path, found) => expect(traverse(data, path)).toEqual(found));

  it('may have another delimiter, and meets keys that are ints', () => {
    expect(traverse(new Map<Value, Value>([[80, 'web']]), '80')).toBe('web');
    expect(traverse(data, 'd/k/x', '/')).toBe(1);
  });
});

describe('a merge', () => {
  const base = fromPlain({ a: { x: 1, y: [1] }, b: 'plain', c: 1 });
  const over = fromPlain({ a: { y: [2], z: null }, b: { k: 1 } });

  it('goes into mappings and replaces everything else', () => {
    expect(equal(mergeRecursive(base, over), fromPlain({ a: { x: 1, y: [2], z: null }, b: { k: 1 }, c: 1 }))).toBe(
      true,
    );
  });

  it('appends lists where asked', () => {
    expect(
      equal(mergeRecursive(base, over, true), fromPlain({ a: { x: 1, y: [1, 2], z: null }, b: { k: 1 }, c: 1 })),
    ).toBe(true);
  });

  it('leaves its inputs alone', () => {
    mergeRecursive(base, over);
    expect(equal(base, fromPlain({ a: { x: 1, y: [1] }, b: 'plain', c: 1 }))).toBe(true);
  });
});

import { expect, it } from '@jest/globals';
import { byId } from './by-id.js';

it.each([
  ['web10 web2 web1', 'web1 web2 web10'],
  ['b-1 b.1 b_1 b1 ba', 'b_1 b-1 b.1 b1 ba'],
  ['Web1 web1 web', 'web web1 Web1'],
  ['a01 a1 a001 a2', 'a001 a01 a1 a2'],
  ['m123456789012345678901 m123456789012345678900', 'm123456789012345678900 m123456789012345678901'],
  ['miner-2.b miner-10.a miner-2.a', 'miner-2.a miner-2.b miner-10.a'],
])('%s is sorted to %s', (given, sorted) => expect(given.split(' ').sort(byId).join(' ')).toBe(sorted));

it('is the order that ICU has for every id', () => {
  const collator = new Intl.Collator('en', { numeric: true });
  const letters = 'abAB0129._-';
  let seed = 11;
  const random = (below: number): number => (seed = (seed * 48271) % 0x7fffffff) % below;
  const id = (): string => Array.from({ length: 1 + random(6) }, () => letters[random(letters.length)]).join('');
  for (let pair = 0; pair < 5_000; pair += 1) {
    const [a, b] = [id(), id()];
    const wanted = collator.compare(a, b);
    if (wanted !== 0) expect([a, b, Math.sign(byId(a, b))]).toEqual([a, b, wanted]);
    expect(Math.sign(byId(a, b))).toBe(-Math.sign(byId(b, a)) || 0);
    expect(byId(a, b) === 0).toBe(a === b);
  }
});

import { describe, expect, it } from '@jest/globals';
import { fromPlain, type ValueMap } from '@fleet/values';
import { changedGrains } from './changed.js';
import { GrainsWatch } from './watch.js';

const grains = (plain: object): ValueMap => fromPlain(plain) as ValueMap;

describe('changed grains', () => {
  it.each([
    [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, []],
    [{ a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { c: 3 }] }, ['b']],
    [{ a: 1, gone: 1 }, { new: 1, a: '1' }, ['a', 'gone', 'new']],
    [{ a: null }, {}, ['a']],
    [{}, { a: null }, ['a']],
  ])('%j → %j: %j', (before, after, names) => expect(changedGrains(grains(before), grains(after))).toEqual(names));
});

describe('a watch of grains', () => {
  it('tells only what differs, and once', async () => {
    const told: unknown[] = [];
    const looks = [{ a: 1 }, { a: 2 }, { a: 2 }].map(grains);
    let turn = 0;
    const watch = new GrainsWatch(
      grains({ a: 1 }),
      async () => looks[turn++] as ValueMap,
      async (now, changed) => void told.push([now.get('a'), changed]),
    );
    expect([await watch.look(), await watch.look(), await watch.look()]).toEqual([[], ['a'], []]);
    expect(told).toEqual([[2, ['a']]]);
  });

  it('looks once for several that ask together', async () => {
    let looks = 0;
    const watch = new GrainsWatch(
      grains({}),
      async () => ((looks += 1), grains({ looks })),
      async () => undefined,
    );
    expect(await Promise.all([watch.look(), watch.look()])).toEqual([['looks'], ['looks']]);
    expect(looks).toBe(1);
  });

  it('tells again what could not be told, and survives a look that fails', async () => {
    let heard = 0;
    let readable = false;
    const watch = new GrainsWatch(
      grains({ a: 1 }),
      async () => {
        if (!readable) throw new Error('unreadable');
        return grains({ a: 2 });
      },
      async () => {
        heard += 1;
        if (heard === 1) throw new Error('no connection');
      },
    );
    await expect(watch.look()).rejects.toThrow('unreadable');
    readable = true;
    await expect(watch.look()).rejects.toThrow('no connection');
    expect(await watch.look()).toEqual(['a']);
    expect(await watch.look()).toEqual([]);
    expect(heard).toBe(2);
  });
});

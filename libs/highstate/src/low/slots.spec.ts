import { describe, expect, it } from '@jest/globals';
import type { Value } from '@fleet/values';
import { fillSlots, holdsSlot, parseSlot } from './slots.js';

describe('slots', () => {
  it('are found anywhere in an argument', () => {
    expect(holdsSlot(['x', new Map([['k', '__slot__:salt:test.ping()']])])).toBe(true);
    expect(holdsSlot(['x', new Map([['k', 'salt:test.ping()']])])).toBe(false);
  });

  it('name a function, its arguments, a part of its answer and a text to append', () => {
    expect(parseSlot("__slot__:salt:mod.fun(a, 7, k='v', t=True).x.y ~ /z")).toEqual({
      name: 'mod.fun',
      args: ['a', 7],
      kwargs: new Map<string, Value>([
        ['k', 'v'],
        ['t', true],
      ]),
      path: ['x', 'y'],
      append: '/z',
    });
    expect(parseSlot('__slot__:salt:mod.fun(a')).toBeUndefined();
  });

  it('are filled when the chunk runs', async () => {
    const given = new Map<Value, Value>([['path', ['__slot__:salt:home.of(me).dir ~ /x', 'plain']]]);
    const filled = await fillSlots(given, async (name, args) => new Map([['dir', `/${name}/${String(args[0])}`]]));
    expect(filled).toEqual(new Map([['path', ['/home.of/me/x', 'plain']]]));
  });
});

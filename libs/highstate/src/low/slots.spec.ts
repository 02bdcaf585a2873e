import { describe, expect, it } from '@jest/globals';
import type { Value } from '@fleet/values';
import { parseSlot } from './parse-slot.js';
import { fillSlots, holdsSlot } from './slots.js';

describe('slots', () => {
  it('are found anywhere in an argument', () => {
    expect(holdsSlot(['x', new Map([['k', '__slot__:salt:test.ping()']])])).toBe(true);
    expect(holdsSlot(['x', new Map([['k', 'salt:test.ping()']])])).toBe(false);
  });

  it.each<[string, ReturnType<typeof parseSlot>]>([
    [
      "mod.fun(a, 7, k='v', t=True).x.y ~ /z",
      {
        name: 'mod.fun',
        args: ['a', '7'],
        kwargs: new Map([
          ['k', 'v'],
          ['t', 'True'],
        ]),
        path: 'x.y',
        append: '/z',
      },
    ],
    ['mod.fun()', { name: 'mod.fun', args: [], kwargs: new Map() }],
    // Blanks between words are lost, as in Salt; quotes keep them, and everything else that has a meaning.
    ['mod.fun(id -un, "a, (b) = c")', { name: 'mod.fun', args: ['id-un', 'a, (b) = c'], kwargs: new Map() }],
    [String.raw`mod.fun("say \"hi\"", 'it\'s')`, { name: 'mod.fun', args: ['say "hi"', "it's"], kwargs: new Map() }],
    ['mod.fun([1, {a: (2)}], k=[x, y])', { name: 'mod.fun', args: ['[1,{a:(2)}]'], kwargs: new Map([['k', '[x,y]']]) }],
    ['mod.fun("~/.ssh").0 ~ "', { name: 'mod.fun', args: ['~/.ssh'], kwargs: new Map(), path: '0', append: '"' }],
    ['mod.fun(a', undefined],
    ['mod.fun(a]', undefined],
    ['mod(a)', undefined],
    ['mod.fun(a) and more', undefined],
    ['', undefined],
  ])('%s', (text, slot) => expect(parseSlot(`__slot__:salt:${text}`)).toEqual(slot));

  it('of other kinds are plain text', () => expect(parseSlot('__slot__:other:mod.fun()')).toBeUndefined());

  it('are filled when the chunk runs', async () => {
    const given = new Map<Value, Value>([['path', ['__slot__:salt:home.of(me).dir ~ /x', 'plain']]]);
    const filled = await fillSlots(given, async (name, args) => new Map([['dir', `/${name}/${String(args[0])}`]]));
    expect(filled).toEqual(new Map([['path', ['/home.of/me/x', 'plain']]]));
    // What is not text takes nothing behind it.
    expect(
      await fillSlots(new Map([['a', '__slot__:salt:a.b().dir.0 ~ x']]), async () => new Map([['dir', [5]]])),
    ).toEqual(new Map([['a', 5]]));
  });
});

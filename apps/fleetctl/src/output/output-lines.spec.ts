import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OutputLines } from './output-lines.js';

function told(parts: readonly (readonly [number, string])[]): string[] {
  const said: string[] = [];
  const lines = new OutputLines(
    (minion, text) => said.push(`${minion}: ${text}`),
    (minion, bytes) => said.push(`${minion} lost ${bytes}`),
  );
  for (const [start, text] of parts) lines.take('web1', start, text);
  return said;
}

describe('lines of what a job says', () => {
  it.each<[string, [number, string][], string[]]>([
    ['whole', [[0, 'one\ntwo\n']], ['one', 'two']],
    [
      'in pieces',
      [
        [0, 'o'],
        [1, 'ne\nt'],
        [5, 'wo\n'],
      ],
      ['one', 'two'],
    ],
    ['from the middle on', [[7, 'one\n']], ['one']],
    [
      'twice',
      [
        [0, 'one\n'],
        [0, 'one\n'],
        [4, 'two\n'],
      ],
      ['one', 'two'],
    ],
    [
      'once more with what came since',
      [
        [0, 'one\n'],
        [0, 'one\ntwo\n'],
        [8, 'three\n'],
      ],
      ['one', 'two', 'three'],
    ],
    [
      'once more from the middle of a line',
      [
        [0, 'äö\nü'],
        [2, 'ö\nüß\n'],
      ],
      ['äö', 'üß'],
    ],
    [
      'cut within a character, as no minion of ours does it',
      [
        [0, 'a'],
        [2, 'b\n'],
        [1, 'x€\n'],
        [6, 'c\n'],
      ],
      ['lost 1', 'b', '\ufffd', 'c'],
    ],
    [
      'with a gap',
      [
        [0, 'one\ntw'],
        [10, 'three\n'],
      ],
      ['one', 'lost 4', 'three'],
    ],
  ])('are told once where they come %s', (_how, parts, expected) => {
    expect(told(parts)).toEqual(expected.map((line) => (line.startsWith('lost') ? `web1 ${line}` : `web1: ${line}`)));
  });

  it('are the same however often and from wherever the master is asked again', () => {
    const text = fc.array(fc.constantFrom('a', 'ä', '€', '🚀', '\n'), { minLength: 1, maxLength: 40 });
    const cuts = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 10 });
    fc.assert(
      fc.property(text, cuts, (pieces, ranges) => {
        const at = (index: number): number => Buffer.byteLength(pieces.slice(0, index).join(''));
        const part = (from: number, to: number): [number, string] => [at(from), pieces.slice(from, to).join('')];
        // Each begins at what was told, or before it.
        let known = 0;
        const parts = [part(0, 1)];
        for (const [a, b] of [...ranges, [0, pieces.length] as const]) {
          const from = Math.min(a, known);
          parts.push(part(from, Math.max(from, b)));
          known = Math.max(known, Math.min(b, pieces.length));
        }
        const lines = pieces.join('').split('\n').slice(0, -1);
        expect(told(parts)).toEqual(lines.map((line) => `web1: ${line}`));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { standingOf, standingOfOutput } from './standing.js';

describe('where a job stands', () => {
  it.each([
    [['file.managed /etc/x', 3, 7], { position: 3, total: 7, text: 'file.managed /etc/x' }],
    [['3/7 file.managed /etc/x'], { position: 3, total: 7, text: 'file.managed /etc/x' }],
    [['pulling image'], { text: 'pulling image' }],
    [['1/2'], { text: '1/2' }],
    [['99999999999/3 x'], { text: '99999999999/3 x' }],
    [['two\nlines\tand \u001b[2Jmore'], { text: 'two lines and \\x1b[2Jmore' }],
    [['x', 5, 0], { text: 'x' }],
  ] as const)('%j', (told, standing) => {
    const [text, position, total] = told as readonly [string, number?, number?];
    expect(standingOf(text, position, total)).toEqual(standing);
  });

  it.each([
    ['one\ntwo\n', { text: 'two' }],
    ['12:03:11.204 [EXEC]  3/12 file.managed /etc/x', { position: 3, total: 12, text: 'file.managed /etc/x' }],
    [
      '12:03:11.204 [OK]    3/12 file.managed /etc/x  changed, 56 ms\n',
      { position: 3, total: 12, text: 'file.managed /etc/x changed, 56 ms' },
    ],
    ['12:03:11.204 [EXEC] pulling', { text: 'pulling' }],
    ['\n \n', undefined],
    [`${'x'.repeat(1_000_000)}\nlast`, { text: 'last' }],
  ])('of what it said: %#', (said, standing) => expect(standingOfOutput(said)).toEqual(standing));
});

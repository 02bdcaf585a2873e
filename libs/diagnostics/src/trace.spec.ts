import { describe, expect, it } from '@jest/globals';
import { diagnosticAt, illustrate, type TracedPlace } from './trace.js';

const place = (file: string, line: number): TracedPlace => ({ file, line, column: 1 });

describe('the way to a place', () => {
  it('is the one that it was reached by, behind the includes of the file where that begins', () => {
    const texts = {
      sourceOf: (file: string) => (file === 'm.jinja' ? 'a\nb' : undefined),
      cameFrom: new Map([
        ['b.sls', place('a.sls', 3)],
        ['a.sls', place('top.sls', 2)],
      ]),
    };
    const call = { ...place('b.sls', 5), how: 'call' as const };
    const found = diagnosticAt('error', 'x.y', 'hm', { ...place('m.jinja', 2), via: [call] }, 'Do it.');
    expect(illustrate(found, texts)).toEqual({
      severity: 'error',
      code: 'x.y',
      summary: 'hm',
      detail: 'Do it.',
      at: place('m.jinja', 2),
      via: [place('top.sls', 2), place('a.sls', 3), call],
      excerpt: '  1 | a\n> 2 | b\n    | ^',
    });
  });

  it('ends where files include each other in a circle', () => {
    const cameFrom = new Map([
      ['a', place('b', 1)],
      ['b', place('a', 2)],
    ]);
    const found = diagnosticAt('error', 'x.y', 'hm', place('a', 9));
    expect(illustrate(found, { sourceOf: () => undefined, cameFrom }).via).toEqual([place('a', 2), place('b', 1)]);
  });

  it('goes through the template where an include was written', () => {
    const cameFrom = new Map([['b.sls', { ...place('m.jinja', 4), via: [place('a.sls', 1)] }]]);
    const found = diagnosticAt('warning', 'x.y', 'hm', place('b.sls', 9));
    expect(illustrate(found, { sourceOf: () => undefined, cameFrom }).via).toEqual([
      place('a.sls', 1),
      place('m.jinja', 4),
    ]);
  });

  it('is nowhere for what has no place', () => {
    const found = diagnosticAt('error', 'x.y', 'hm');
    expect(illustrate(found, { sourceOf: () => 'x', cameFrom: new Map() })).toEqual(found);
  });
});

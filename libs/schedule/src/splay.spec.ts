import { describe, expect, it } from '@jest/globals';
import { splayOf } from './splay.js';

describe('a splay', () => {
  it('is the same for the same run, whoever asks', () => {
    expect(splayOf('drift', 1_000, 60_000)).toBe(splayOf('drift', 1_000, 60_000));
  });

  it('stays below what was given, and is spread over all of it', () => {
    const drawn = Array.from({ length: 1_000 }, (_, fire) => splayOf('drift', fire, 60_000));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(60_000);
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => drawn.filter((d) => Math.floor(d / 6_000) === tenth).length,
    );
    expect(Math.min(...tenths)).toBeGreaterThan(50);
  });

  it('is another one for another name', () => {
    expect(splayOf('a', 1_000, 60_000)).not.toBe(splayOf('b', 1_000, 60_000));
  });

  it('is nothing where none is wished', () => expect(splayOf('drift', 1_000, 0)).toBe(0));
});

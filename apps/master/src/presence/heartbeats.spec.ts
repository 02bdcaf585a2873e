import { describe, expect, it } from '@jest/globals';
import { Heartbeats } from './heartbeats.js';

function at(): { readonly heartbeats: Heartbeats; pass: (milliseconds: number) => void } {
  let now = 0;
  const heartbeats = new Heartbeats(() => now);
  return {
    heartbeats,
    pass(milliseconds) {
      // Looks go on meanwhile, as they do.
      for (let left = milliseconds; left > 0; left -= 5_000) {
        now += Math.min(left, 5_000);
        heartbeats.look();
      }
    },
  };
}

describe('heartbeats', () => {
  it('miss a minion after three of its beats', () => {
    const { heartbeats, pass } = at();
    heartbeats.beat('K', 2_000);
    pass(6_000);
    expect(heartbeats.silence('K')).toBeUndefined();
    pass(1_000);
    expect(heartbeats.silence('K')).toBe(7_000);
    heartbeats.beat('K', 2_000);
    expect(heartbeats.silence('K')).toBeUndefined();
  });

  it('give one that was never heard by this master 45 s', () => {
    const { heartbeats, pass } = at();
    pass(45_000);
    expect(heartbeats.silence('K')).toBeUndefined();
    pass(5_000);
    expect(heartbeats.silence('K')).toBe(50_000);
  });

  it('hold nothing against anybody while the bus was gone', () => {
    const { heartbeats, pass } = at();
    heartbeats.beat('K', 1_000);
    pass(60_000);
    heartbeats.hearsAgain();
    expect(heartbeats.silence('K')).toBeUndefined();
    pass(5_000);
    expect(heartbeats.silence('K')).toBe(5_000);
  });

  it('nor while this machine stood still', () => {
    let now = 0;
    const heartbeats = new Heartbeats(() => now);
    heartbeats.beat('K', 1_000);
    now = 3_600_000;
    heartbeats.look();
    expect([heartbeats.silence('K'), heartbeats.hearingSince]).toEqual([undefined, 3_600_000]);
  });
});

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Beat } from '@fleet/protocol';
import { Presence } from './presence.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function presence() {
  const beats: Beat[] = [];
  const drained = { now: false };
  const waiting: string[] = [];
  const made = new Presence({
    minion: 'web1',
    version: '1',
    since: 5,
    publish: (beat) => beats.push(beat),
    grains: async () => new Map([['os', 'Debian']]),
    running: () => ['20260101000000000001'],
    waiting: () => [...waiting],
    draining: () => drained.now,
    rtt: async () => 1.5,
    interval: 1_000,
    random: () => 0.5,
  });
  return { made, beats, drained, waiting };
}

describe('presence', () => {
  it('says hello with grains, beats without them, and says goodbye once', async () => {
    const { made, beats } = presence();
    await made.hello();
    await jest.advanceTimersByTimeAsync(2_500);
    made.goodbye();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(beats.map(({ state, grains }) => [state, grains])).toEqual([
      ['hello', '{"os":"Debian"}'],
      ['alive', undefined],
      ['alive', undefined],
      ['goodbye', undefined],
    ]);
    expect(beats[0]).toMatchObject({ kind: 'beat', v: 1, minion: 'web1', since: 5, running: ['20260101000000000001'] });
  });

  it('tells who waits for its turn, once for many changes', async () => {
    const { made, beats, waiting } = presence();
    await made.hello();
    waiting.push('20260101000000000001');
    for (let change = 0; change < 50; change += 1) made.tellSoon();
    await jest.advanceTimersByTimeAsync(500);
    waiting.pop();
    made.tellSoon();
    await jest.advanceTimersByTimeAsync(400);
    made.tellSoon();
    made.stop();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(beats.map((beat) => beat.waiting)).toEqual([undefined, ['20260101000000000001'], undefined]);
  });

  it('beats once per interval after several connections', async () => {
    const { made, beats } = presence();
    await made.hello();
    await made.hello();
    await jest.advanceTimersByTimeAsync(1_500);
    made.stop();
    expect(beats.map(({ state }) => state)).toEqual(['hello', 'hello', 'alive']);
  });

  it('reports changed grains without a new hello', async () => {
    const { made, beats } = presence();
    await made.report();
    expect(beats).toMatchObject([{ state: 'alive', grains: '{"os":"Debian"}' }]);
  });

  it('tells the time to the server, how often it beats, which process it is, and that it is drained', async () => {
    const { made, beats, drained } = presence();
    await made.hello();
    await jest.advanceTimersByTimeAsync(1_500);
    drained.now = true;
    made.tell();
    made.stop();
    const [hello, alive, told] = beats;
    expect([hello?.rtt, alive?.rtt, alive?.every, alive?.draining, told?.draining]).toEqual([
      undefined,
      1.5,
      1_000,
      undefined,
      true,
    ]);
    expect(hello?.instance).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(beats.map(({ instance }) => instance)).size).toBe(1);
    const other = presence();
    await other.made.hello();
    other.made.stop();
    expect(other.beats[0]?.instance).not.toBe(hello?.instance);
  });
});

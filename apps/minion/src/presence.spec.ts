import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Beat } from '@fleet/protocol';
import { Presence } from './presence.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function presence() {
  const beats: Beat[] = [];
  const made = new Presence({
    minion: 'web1',
    version: '1',
    since: 5,
    publish: (beat) => beats.push(beat),
    grains: async () => new Map([['os', 'Debian']]),
    running: () => ['20260101000000000001'],
    interval: 1_000,
    random: () => 0.5,
  });
  return { made, beats };
}

describe('presence', () => {
  it('says hello with grains, beats without them, and says goodbye once', async () => {
    const { made, beats } = presence();
    await made.hello();
    jest.advanceTimersByTime(2_500);
    made.goodbye();
    jest.advanceTimersByTime(5_000);
    expect(beats.map(({ state, grains }) => [state, grains])).toEqual([
      ['hello', '{"os":"Debian"}'],
      ['alive', undefined],
      ['alive', undefined],
      ['goodbye', undefined],
    ]);
    expect(beats[0]).toMatchObject({ kind: 'beat', v: 1, minion: 'web1', since: 5, running: ['20260101000000000001'] });
  });

  it('beats once per interval after several connections', async () => {
    const { made, beats } = presence();
    await made.hello();
    await made.hello();
    jest.advanceTimersByTime(1_500);
    made.stop();
    expect(beats.map(({ state }) => state)).toEqual(['hello', 'hello', 'alive']);
  });

  it('reports changed grains without a new hello', async () => {
    const { made, beats } = presence();
    await made.report();
    expect(beats).toMatchObject([{ state: 'alive', grains: '{"os":"Debian"}' }]);
  });
});

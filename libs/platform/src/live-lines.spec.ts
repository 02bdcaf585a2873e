import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveLines } from './live-lines.js';

function watched(): { told: string[]; live: LiveLines } {
  const told: string[] = [];
  return { told, live: new LiveLines((text) => void told.push(text)) };
}

describe('the lines of a command that runs', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are told as they come, gathered where they come fast', () => {
    const { told, live } = watched();
    live.take('stdout', '1\n');
    expect(told).toEqual(['1']);
    live.take('stdout', '2\n');
    live.take('stderr', '3\n\n');
    expect(told).toEqual(['1']);
    jest.advanceTimersByTime(100);
    expect(told).toEqual(['1', '2\n3']);
    jest.advanceTimersByTime(1000);
    live.take('stdout', '4\n');
    expect(told.at(-1)).toBe('4');
  });

  it('are whole ones: each stream has its own beginning of a line', () => {
    const { told, live } = watched();
    live.take('stdout', 'pass');
    live.take('stderr', 'oh');
    jest.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    live.take('stdout', 'word\n');
    expect(told).toEqual(['password']);
    live.end();
    expect(told).toEqual(['password', 'oh']);
    jest.advanceTimersByTime(1000);
    expect(told).toHaveLength(2);
  });

  it('are bounded: a flood tells its end, and a line without end nothing', () => {
    const { told, live } = watched();
    live.take('stdout', Array.from({ length: 5000 }, (_one, index) => `line ${index}\n`).join(''));
    expect(told[0]).toMatch(/^line \d+\n[\s\S]*line 4999$/);
    expect(told[0]?.length).toBeLessThanOrEqual(4096);
    for (let part = 0; part < 10; part += 1) live.take('stderr', 'x'.repeat(3000));
    live.take('stderr', 'y\nshort\n');
    live.end();
    expect(told.slice(1)).toEqual(['short']);
  });
});

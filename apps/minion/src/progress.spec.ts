import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { JobProgress } from './progress.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function progress(known?: Promise<unknown>): { told: string[]; progress: JobProgress } {
  const told: string[] = [];
  const made = new JobProgress(
    (text, place) => told.push(place ? `${place.position}/${place.total} ${text}` : text),
    known,
  );
  return { told, progress: made };
}

describe('the progress of a job', () => {
  it('tells at most ten times a second where it stands, and always the last', async () => {
    const { told, progress: job } = progress();
    for (let position = 1; position <= 1000; position += 1) {
      job.tell('file.managed', { position, total: 1000 });
      await jest.advanceTimersByTimeAsync(1);
    }
    expect(told.length).toBeLessThanOrEqual(10);
    await jest.advanceTimersByTimeAsync(100);
    expect(told.at(-1)).toBe('1000/1000 file.managed');
  });

  it('of a job that is done at once tells the last word, and nothing after its end', async () => {
    const { told, progress: job } = progress();
    for (const position of [1, 2, 3]) job.tell('file.managed', { position, total: 3 });
    job.end();
    job.tell('late');
    await jest.advanceTimersByTimeAsync(1000);
    expect(told).toEqual(['3/3 file.managed']);
  });

  it('tells all words that say no place, the newest of many', async () => {
    const { told, progress: job } = progress();
    for (let word = 0; word < 30; word += 1) job.tell(`warning ${word}`);
    await jest.advanceTimersByTimeAsync(100);
    expect(told).toEqual([Array.from({ length: 12 }, (_, index) => `warning ${index + 18}`).join('\n')]);
  });

  it('says nothing before it is known what is secret', async () => {
    let know: () => void = () => undefined;
    const { told, progress: job } = progress(new Promise<void>((resolve) => (know = resolve)));
    job.tell('one');
    await jest.advanceTimersByTimeAsync(1000);
    expect(told).toEqual([]);
    know();
    await jest.advanceTimersByTimeAsync(100);
    expect(told).toEqual(['one']);
  });

  it('of a job that ends before it is known what is secret says nothing', async () => {
    const { told, progress: job } = progress(new Promise<void>(() => undefined));
    job.tell('one');
    job.end();
    await jest.advanceTimersByTimeAsync(1000);
    expect(told).toEqual([]);
  });
});

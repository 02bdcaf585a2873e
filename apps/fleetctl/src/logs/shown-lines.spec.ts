import { expect, it } from '@jest/globals';
import type { LogRecord } from './log-record.js';
import { ShownLines } from './shown-lines.js';

const line = (text: string, time = 1): LogRecord => ({ minion: 'web1', time, unit: 'app', text });

it('lines that are written twice are shown twice, and those that are told again are not', () => {
  const shown = new ShownLines(200);
  expect([line('a'), line('a'), line('b')].map((one) => shown.take(one))).toEqual([true, true, true]);
  shown.again();
  expect([line('a'), line('a'), line('a'), line('b'), line('b', 2)].map((one) => shown.take(one))).toEqual([
    ...[false, false, true],
    ...[false, true],
  ]);
  shown.begun();
  expect(shown.take(line('b'))).toBe(true);
});

it('what is remembered has an end', () => {
  const shown = new ShownLines(200);
  for (let count = 0; count < 10_000; count += 1) shown.take(line(`${count}`));
  shown.again();
  expect([shown.take(line('0')), shown.take(line('9999'))]).toEqual([true, false]);
});

it('as much is remembered as may come in the seconds that are told twice', () => {
  const shown = new ShownLines(2_000);
  const lines = Array.from({ length: 30_000 }, (_, count) => line(`${count}`));
  for (const one of lines) shown.take(one);
  shown.again();
  expect(lines.slice(-12_000).filter((one) => shown.take(one))).toEqual([]);
});

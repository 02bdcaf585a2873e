import { describe, expect, it } from '@jest/globals';
import { FileLines } from './file-lines.js';
import { journalEntry } from './journal-entry.js';
import { levelOfLine } from './line-level.js';
import { LineSplitter } from './line-splitter.js';
import { timeOfLine } from './line-time.js';
import { levelOf } from './log-line.js';
import { NewestLines } from './newest-lines.js';
import { Quota } from './quota.js';

const now = Date.UTC(2026, 10, 22, 12, 0, 0);
const local = (...parts: [number, number, number, number, number, number]): number => new Date(...parts).getTime();

describe('the time that a line begins with', () => {
  it.each([
    ['2026-11-22T00:12:03.204Z words', Date.UTC(2026, 10, 22, 0, 12, 3, 204)],
    ['2026-11-22T01:12:03,204567+01:00 words', Date.UTC(2026, 10, 22, 0, 12, 3, 204)],
    ['[2026-11-22 00:12:03 UTC] words', Date.UTC(2026, 10, 22, 0, 12, 3)],
    ['{"time":"2026-11-22T00:12:03Z","msg":"x"}', Date.UTC(2026, 10, 22, 0, 12, 3)],
    ['time="2026-11-22T00:12:03+0000" level=info', Date.UTC(2026, 10, 22, 0, 12, 3)],
    ['2026/11/22 00:12:03 words', local(2026, 10, 22, 0, 12, 3)],
    ['Nov 22 00:12:03 host program: words', local(2026, 10, 22, 0, 12, 3)],
    ['Nov  2 00:12:03 host', local(2026, 10, 2, 0, 12, 3)],
    ['Dec 31 23:59:59 last year', local(2025, 11, 31, 23, 59, 59)],
    ['10.0.0.1 - - [22/Nov/2026:00:12:03 +0000] "GET /"', Date.UTC(2026, 10, 22, 0, 12, 3)],
    ['[1795307848.117] words', 1_795_307_848_117],
    ['1795307848 words', 1_795_307_848_000],
    ['words 2026-11-22T00:12:03Z', undefined],
    ['2026-99-99T99:99:99Z', undefined],
    ['Foo 22 00:12:03', undefined],
    ['17953078481 words', undefined],
    ['', undefined],
  ])('%s', (line, time) => expect(timeOfLine(line, now)).toBe(time));
});

describe('how grave a line says that it is', () => {
  it.each([
    ['2026-11-22T00:12:03Z ERROR broken', 3],
    ['[error] broken', 3],
    ['time=x level=warning msg=y', 4],
    ['{"level":"fatal","msg":"x"}', 2],
    ['INFO: fine', 6],
    ['W0101 no word', undefined],
    ['informative words of terror', undefined],
    [`${'x '.repeat(80)}ERROR`, undefined],
    ['', undefined],
  ])('%s', (line, level) => expect(levelOfLine(line)).toBe(level));

  it.each([
    ['err', 3],
    ['WARN', 4],
    ['7', 7],
    ['8', undefined],
    ['errr', undefined],
  ])('the level %s', (name, level) => expect(levelOf(name)).toBe(level));
});

describe('lines of bytes that come in pieces', () => {
  const split = (text: string, length: number, longest = 10): (string | number)[] => {
    const splitter = new LineSplitter(longest);
    const lines: (string | number)[] = [];
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += length)
      splitter.take(bytes.subarray(at, at + length), (line, size) => lines.push(line ?? size));
    return lines;
  };

  it.each([1, 2, 3, 7, 100])(
    'of %i bytes are whole, without what is too long, a zero or a half character',
    (length) => {
      const text = `one\r\n\nünï🐳\n${'x'.repeat(11)}\n0123456789\n\0a\nopen`;
      expect(split(text, length)).toEqual(['one', '', 'ünï🐳', 11, '0123456789', '\ufffda']);
    },
  );

  it('take no more room than the longest line, however long one is', () => {
    const splitter = new LineSplitter(1000);
    for (let count = 0; count < 5_000; count += 1) splitter.take(Buffer.alloc(1000, 65), () => undefined);
    expect(splitter.open).toBe(5_000_000);
    const lines: unknown[] = [];
    splitter.take(Buffer.from('\nnext\n'), (line, bytes) => lines.push([line, bytes]));
    expect(lines).toEqual([
      [undefined, 5_000_000],
      ['next', 4],
    ]);
  });

  it('of bytes that are no text are lines still', () => {
    const splitter = new LineSplitter(1000);
    const lines: unknown[] = [];
    splitter.take(Buffer.from([0xff, 0xfe, 10, 0xc3, 10]), (line) => lines.push(line));
    expect(lines).toEqual(['\ufffd\ufffd', '\ufffd']);
  });
});

describe('lines of a file', () => {
  it('go on with the time and the level of the one before, as those of a stack trace do', () => {
    const lines = new FileLines('app', () => now);
    const made = ['first', '2026-11-22T00:00:01Z ERROR x', '  at y', '2026-11-22T00:00:02Z fine', 'more'].map((text) =>
      lines.line(text, text.length),
    );
    const [one, two] = [Date.UTC(2026, 10, 22, 0, 0, 1), Date.UTC(2026, 10, 22, 0, 0, 2)];
    expect(made.map(({ time, level }) => [time, level])).toEqual([
      [now, undefined],
      [one, 3],
      [one, 3],
      [two, undefined],
      [two, undefined],
    ]);
    expect(lines.line(undefined, 99_999).text).toBe('[a line of 99999 bytes was left out]');
  });
});

describe('entries of the journal', () => {
  const entry = (fields: Record<string, unknown>) =>
    journalEntry(JSON.stringify({ __CURSOR: 'c', __REALTIME_TIMESTAMP: '1795307848117552', ...fields }));

  it.each([
    [{ _SYSTEMD_UNIT: 'nginx.service', PRIORITY: '3', MESSAGE: 'x' }, [['nginx', 3, 'x']]],
    [
      { _PID: '1', _SYSTEMD_UNIT: 'init.scope', UNIT: 'a@b.service', MESSAGE: 'Started' },
      [['a@b', undefined, 'Started']],
    ],
    // Only systemd speaks of other units.
    [{ _PID: '77', _SYSTEMD_UNIT: 'web.service', UNIT: 'ssh.service', MESSAGE: 'x' }, [['web', undefined, 'x']]],
    [{ SYSLOG_IDENTIFIER: 'a\t-\tb\n!\tc', MESSAGE: 'x' }, [['a\ufffd-\ufffdb\ufffd!\ufffdc', undefined, 'x']]],
    [{ SYSLOG_IDENTIFIER: 'i'.repeat(9_000), MESSAGE: 'x' }, [['i'.repeat(256), undefined, 'x']]],
    [{ SYSLOG_IDENTIFIER: 'cron', MESSAGE: [104, 105, 255] }, [['cron', undefined, 'hi\ufffd']]],
    [
      { MESSAGE: 'a\nb\r' },
      [
        ['', undefined, 'a'],
        ['', undefined, 'b'],
      ],
    ],
    [{ MESSAGE: ['first', 'second'], PRIORITY: ['3', '4'] }, [['', 3, 'first']]],
    [{ MESSAGE: null, PRIORITY: '9' }, [['', undefined, '']]],
    [{ MESSAGE: 'a\u0000b' }, [['', undefined, 'a\ufffdb']]],
  ])('%j', (fields, lines) => {
    expect(entry(fields)?.lines.map(({ source, level, text }) => [source, level, text])).toEqual(lines);
    expect(entry(fields)?.lines[0]?.time).toBe(1_795_307_848_117);
  });

  it.each(['', 'x', '{', '[]', '{"MESSAGE":"x"}', '{"__CURSOR":1,"__REALTIME_TIMESTAMP":"1"}'])(
    '%s is none',
    (text) => {
      expect(journalEntry(text)).toBeUndefined();
    },
  );
});

describe('what may be sent', () => {
  it('is so many lines and bytes in a second; the rest is counted', () => {
    const quota = new Quota({ lines: 3, bytes: 100 });
    const taken = Array.from({ length: 10 }, () => quota.take(10, 1_500));
    expect(taken.filter(Boolean)).toHaveLength(3);
    expect([quota.leftOut(), quota.leftOut()]).toEqual([7, 0]);
    expect([quota.take(60, 2_000), quota.take(60, 2_500), quota.take(40, 2_999)]).toEqual([true, false, true]);
    expect(quota.leftOut()).toBe(1);
  });

  it('of the newest lines is as many as were asked for', () => {
    const newest = new NewestLines(3);
    const line = (time: number) => ({ time, source: 'a', text: String(time) });
    for (let time = 0; time < 5_000; time += 1) newest.add([line(time)]);
    expect(newest.lines.map(({ text }) => text)).toEqual(['4997', '4998', '4999']);
    expect(newest.dropped).toBe(4_997);
  });
});

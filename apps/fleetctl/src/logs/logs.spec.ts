import { describe, expect, it } from '@jest/globals';
import { coloured, columnsOf, plain } from '@fleet/output';
import { fromPlain } from '@fleet/values';
import { dataOf, LogLines, plainLine, recordText } from './log-format.js';
import { LogMerge } from './log-merge.js';
import { readAnswer, readFollowed, type LogRecord } from './log-record.js';
import { lineCount, logCall } from './log-wish.js';

const at = (seconds: number): number => Date.UTC(2026, 10, 22, 12, 0, 0) + seconds * 1000;

function record(minion: string, seconds: number, text = `${minion} ${seconds}`): LogRecord {
  return { minion, time: at(seconds), unit: 'nginx', text };
}

describe('lines of several minions', () => {
  const texts = (records: readonly LogRecord[]): string[] => records.map(({ text }) => text);

  it('are put in the order of their times where they arrive within half a second', () => {
    const merge = new LogMerge();
    merge.add(record('b', 2), 0);
    merge.add(record('a', 1), 400);
    merge.add(record('a', 3), 450);
    expect(texts(merge.due(499))).toEqual([]);
    expect(texts(merge.due(500))).toEqual(['a 1', 'b 2']);
    expect(texts(merge.due(950))).toEqual(['a 3']);
    expect(merge.size).toBe(0);
  });

  it('of one time stay in the order in which they came', () => {
    const merge = new LogMerge();
    for (const text of ['1', '2', '3', '4']) merge.add(record('a', 5, text), 0);
    expect(texts(merge.all())).toEqual(['1', '2', '3', '4']);
  });

  it('that come too late are shown when they come', () => {
    const merge = new LogMerge();
    merge.add(record('a', 100), 0);
    expect(merge.due(500)).toHaveLength(1);
    merge.add(record('b', 1), 600);
    expect(texts(merge.due(1_100))).toEqual(['b 1']);
  });

  it('wait while some have not told what was before, but not without end', () => {
    const merge = new LogMerge();
    merge.held = true;
    for (let count = 0; count < 20_000; count += 1) merge.add(record('a', count), 0);
    expect(merge.due(99_999)).toEqual([]);
    for (let count = 0; count < 500; count += 1) merge.add(record('a', 20_000 + count), 0);
    expect(merge.due(99_999)).toHaveLength(500);
    expect(merge.size).toBe(20_000);
  });
});

describe('a line as JSON', () => {
  it('moves no cursor, and is what was written', () => {
    const hostile = record('a', 1, '\u001b[2J\u009b2J\u202e\u007f\tx');
    const text = recordText(hostile);
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(text)).toEqual(dataOf(hostile));
  });
});

describe('what a follower says', () => {
  it.each([
    [
      '2026-11-22T12:00:01.000Z\tnginx\terr\tone\ttwo',
      { minion: 'a', time: at(1), unit: 'nginx', level: 'err', text: 'one\ttwo' },
    ],
    ['2026-11-22T12:00:01.000Z\t/var/log/x\t-\t', { minion: 'a', time: at(1), unit: '/var/log/x', text: '' }],
    ['!\t2026-11-22T12:00:01.000Z\t7 lines left out', { minion: 'a', note: '7 lines left out' }],
    ['', undefined],
    ['words', undefined],
    ['soon\tx\ty\tz', undefined],
    ['2026-11-22T12:00:01.000Z\tnginx', undefined],
  ])('%j', (line, read) => expect(readFollowed('a', line)).toEqual(read));

  it.each([[null], ['text'], [{ lines: 'x' }], [[]]])('an answer %j is none', (value) => {
    expect(readAnswer('a', fromPlain(value))).toBeUndefined();
  });

  it('an answer whose lines are broken has those that are whole', () => {
    const value = fromPlain({ lines: [1, { time: 'x' }, { time: '2026-11-22T12:00:01Z', unit: 'u', message: 'm' }] });
    expect(readAnswer('a', value)?.records).toEqual([{ minion: 'a', time: at(1), unit: 'u', text: 'm' }]);
  });
});

describe('a line', () => {
  const long = {
    ...record('miner-01.example.org', 1.204, 'connection refused'),
    unit: 'cortensord@node_01',
    level: 'err',
  };
  const line = (width: number, one = long): string =>
    new LogLines(
      plain,
      () => width,
      () => at(9),
    ).line(one);
  // The clock is that of the machine that shows it.
  const local = new Date(at(1.204) - new Date(at(1)).getTimezoneOffset() * 60_000).toISOString().slice(11, 23);

  it('into a pipe is minion, time, unit, level and text', () => {
    expect(plainLine(long)).toBe(
      'miner-01.example.org 2026-11-22T12:00:01.204Z cortensord@node_01 err: connection refused',
    );
    expect(plainLine(record('a', 1, 'x'))).toBe('a 2026-11-22T12:00:01.000Z nginx: x');
    expect(JSON.stringify(dataOf(record('a', 1, 'x')))).toBe(
      '{"minion":"a","time":"2026-11-22T12:00:01.000Z","unit":"nginx","level":null,"message":"x"}',
    );
  });

  it.each([
    [200, `miner-01.example.org | ${local} cortensord@node_01 connection refused`],
    [80, `miner-01.example.org | ${local.slice(0, 8)} cortensord@node_01 connection refused`],
    [60, `miner-01…ple.org | ${local.slice(0, 8)} connection refused`],
    [40, 'miner-…e.org | connection refused'],
    [20, 'min…rg | connection refused'],
  ])('in %i columns', (width, text) => expect(line(width)).toBe(text));

  it('of another day says which', () => {
    expect(line(200, { ...long, time: at(-86_400 * 3) })).toMatch(/\| 11-1[89] \d\d:\d\d:\d\d\.\d{3} cort/);
  });

  it('stands under the others, whatever the ids', () => {
    const lines = new LogLines(plain, () => 80);
    lines.expect(['miner-01', 'a']);
    expect(lines.line(record('a', 1)).indexOf('|')).toBe(lines.line(record('miner-01', 1)).indexOf('|'));
  });

  it('moves no cursor and turns no writing round', () => {
    const nasty = { ...long, minion: '\u001b]0;x\u0007', unit: 'a\nb', text: '\u001b[2J\u202eevil\r\n\ttab' };
    for (const text of [plainLine(nasty), line(200, nasty), line(20, nasty)]) {
      expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
      expect(text).toContain('\\x1b[2J\\u202eevil');
    }
    expect(columnsOf(line(20, nasty))).toBeGreaterThan(0);
  });

  it('has the colour of its minion, the same each time', () => {
    const painted = (minion: string): string => coloured.own('x', minion);
    expect(painted('miner-01')).toBe(painted('miner-01'));
    const colours = new Set(Array.from({ length: 40 }, (_, index) => painted(`miner-${index}`)));
    expect(colours.size).toBeGreaterThan(5);
    expect([...colours].join('')).not.toContain('[31m');
  });
});

describe('the call that is made of a command line', () => {
  const call = (options: Record<string, unknown>, ...operands: string[]) => {
    const request = logCall('logs.read', operands, options);
    return { ...request, args: JSON.parse(request.args), kwargs: JSON.parse(request.kwargs) };
  };

  it('has the logs as one list, and times that mean the same everywhere', () => {
    expect(
      call({ since: '1h', until: '2026-01-21T03:30Z', grep: 'a|b', ignoreCase: true, level: 'err' }, 'a*', 'x', '/y'),
    ).toEqual({
      target: { type: 'glob', expression: 'a*' },
      function: 'logs.read',
      args: [['x', '/y']],
      kwargs: { since: '1h', until: '2026-01-21T03:30:00.000Z', grep: 'a|b', ignore_case: true, level: 'err' },
      watch: true,
    });
    expect(call({ list: true, since: '2026-01-21' }, 'a,b', 'x')).toMatchObject({
      target: { type: 'list' },
      kwargs: { since: new Date(2026, 0, 21).toISOString() },
    });
  });

  it.each([
    [{}, ['a'], /TARGET and a unit/],
    [{ since: 'soon' }, ['a', 'x'], /--since: "soon" is no time/],
    [{ until: '0s' }, ['a', 'x'], /"0s" is no duration/],
    [{ ignoreCase: true }, ['a', 'x'], /goes with --grep/],
  ])('%j %j makes no sense', (options, operands, sentence) => {
    expect(() => call(options, ...operands)).toThrow(
      expect.objectContaining({ sentence: expect.stringMatching(sentence) }),
    );
  });

  it.each([['-1'], ['x'], ['1.5'], ['10001']])('-n %s is refused', (lines) => {
    expect(() => lineCount({ lines }, 5)).toThrow();
  });
});

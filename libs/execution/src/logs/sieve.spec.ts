import { describe, expect, it } from '@jest/globals';
import { mask, Redactor } from '@fleet/telemetry';
import { Sieve } from './sieve.js';
import type { LogLine } from './log-line.js';
import type { Selection } from './selection.js';
import { selectionOf } from './selection.js';

const secret = '0xdeadbeefcafe1234';
const key = [
  '-----BEGIN PRIVATE KEY-----',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg',
  '-----END PRIVATE KEY-----',
];

function sieve(selection: Selection = {}): Sieve {
  const redactor = new Redactor();
  redactor.addSecret(secret);
  return new Sieve(redactor, selection);
}

function lines(...texts: string[]): LogLine[] {
  return texts.map((text, index) => ({ time: index, source: 'app', text }));
}

const texts = (found: readonly LogLine[]): string[] => found.map(({ text }) => text);
const grep = (pattern: string, ignore_case = false): Selection =>
  selectionOf({ logs: [], grep: pattern, ignore_case }, 0);

describe('lines on their way out', () => {
  it('are redacted as they were written: a secret in quotes, an assignment, a key of several lines', () => {
    const made = sieve();
    const found = made.take(lines('a', `key "${secret}"`, 'PASSWORD=hunter2hunter2', ...key, 'after'));
    expect(texts(found).join('\n')).toMatch(
      /^a\nkey "\*+"\nPASSWORD=\*+\n-----BEGIN PRIVATE KEY-----\*+-----END PRIVATE KEY-----\nafter$/,
    );
    expect(found.at(-1)?.text).toBe('after');
  });

  it('that may be the beginning of a key wait for the rest, and are not shown where it does not come', () => {
    const made = sieve();
    expect(texts(made.take(lines('one', key[0] as string)))).toEqual(['one']);
    expect(texts(made.take(lines(key[1] as string)))).toEqual([]);
    expect(texts(made.end()).join('')).not.toContain('MIGH');
    const other = sieve();
    other.take(lines(...key.slice(0, 2)));
    expect(texts(other.take(lines(key[2] as string, 'on'))).join('')).not.toContain('MIGH');
  });

  it('behind lines that nobody looked at are no rest of a key', () => {
    const made = sieve();
    made.gap();
    expect(texts(made.take(lines(key[1] as string, key[2] as string, 'on', 'and on')))).toEqual([
      expect.stringMatching(/^\[held back/),
      'on',
      'and on',
    ]);
  });

  it('behind lines that nobody looked at are ids, where there are more than a key has', () => {
    const made = sieve();
    made.gap();
    const ids = Array.from({ length: 400 }, (_, count) => `request-${1000 + count}-finished`);
    const found = texts(made.take(lines(...ids, 'on')));
    expect(found.length).toBeGreaterThan(100);
    expect(found.slice(-2)).toEqual(['request-1399-finished', 'on']);
  });

  it('are taken as they come, whatever time they tell, once it is what is written now', () => {
    const made = sieve({ since: 100 });
    expect(texts(made.take(lines('early')))).toEqual([]);
    made.follow();
    expect(texts(made.take(lines('now')))).toEqual(['now']);
  });

  it.each([
    ['0xdead', []],
    ['beef', []],
    ['hunter', []],
    ['\\*{5}|0xdeadbeefcafe1', [`key ${mask}`, `PASSWORD=${mask}`]],
    ['^key', [`key ${mask}`]],
    ['(?i)PASS', [`PASSWORD=${mask}`]],
  ])('are looked for in what may be shown: %s', (pattern, found) => {
    expect(texts(sieve(grep(pattern)).take(lines(`key ${secret}`, 'PASSWORD=hunter2hunter2', 'x')))).toEqual(found);
  });

  it('are looked through in time linear in their length, whatever the pattern', () => {
    const made = sieve(grep('(a*)*(a|aa)+$'));
    expect(made.take(lines(`${'a'.repeat(20_000)}!`))).toEqual([]);
  });

  it.each([['(?=x)'], ['(a)\\1'], ['('], ['x'.repeat(3000)]])('the pattern %.20s is refused', (pattern) => {
    expect(() => grep(pattern)).toThrow(/grep: not a regular expression/);
  });

  it('are those of the wanted time and level', () => {
    const made = sieve({ since: 10, until: 20, level: 3 });
    const all = [5, 10, 15, 20, 25].flatMap((time) => [
      { time, source: 'a', text: `${time} err`, level: 3 },
      { time, source: 'a', text: `${time} info`, level: 6 },
      { time, source: 'a', text: `${time} nothing` },
    ]);
    expect(texts(made.take(all))).toEqual(['10 err', '15 err', '20 err']);
  });
});

describe('what is asked for', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  const selection = (want: { since?: string; until?: string; level?: string }) =>
    selectionOf({ logs: [], ignore_case: false, ...want }, now);

  it.each([
    [{ since: '90m' }, { since: now - 5_400_000 }],
    [{ since: '-1h' }, { since: now - 3_600_000 }],
    [{ until: '2026-11-22T03:30:00Z' }, { until: Date.UTC(2026, 10, 22, 3, 30) }],
    [{ level: 'warn' }, { level: 4 }],
  ])('%j', (want, made) => expect(selection(want)).toEqual(made));

  it.each([[{ since: 'soon' }], [{ since: '@0' }], [{ until: '1h --x' }], [{ level: 'loud' }]])(
    '%j is refused',
    (want) => {
      expect(() => selection(want)).toThrow(expect.objectContaining({ code: 'bad-arguments' }));
    },
  );
});

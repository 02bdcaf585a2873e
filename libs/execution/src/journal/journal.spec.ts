import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';
import { bytesIn } from './size.js';

/** Of a unit that ran `echo from unit` and printed a byte that is no UTF-8; systemd 252. */
const recorded = readFileSync(new URL('./recorded/journalctl-output-json.txt', import.meta.url), 'utf8');
const query = (...words: string[]): string =>
  ['journalctl --no-pager', ...words, '--quiet --output=json --all'].join(' ');
const vacuumed = `Vacuuming done, freed 0B of archived journals from /run/log/journal.
Deleted archived journal /var/log/journal/9d5d/system@0ba4.journal (3.6M).
Vacuuming done, freed 3.6M of archived journals from /var/log/journal/9d5d.`;

describe('journal', () => {
  specsOf(
    {
      machine: {
        commands: [
          { command: query('--unit=lab-unit', '--lines=100'), answer: { stdout: recorded } },
          { command: query('--unit=nope', '--lines=100'), answer: { stdout: '' } },
          { command: query('--grep=zzz', '--lines=100'), answer: { exitCode: 1 } },
          {
            command: query('--since=xyz', '--lines=100'),
            answer: { exitCode: 1, stderr: 'Failed to parse timestamp: xyz' },
          },
          {
            command: 'journalctl --no-pager --unit=--help --lines=5 --quiet --output=short-iso',
            answer: { stdout: 'a\nb' },
          },
          {
            command: 'journalctl --no-pager --disk-usage',
            answer: { stdout: 'Archived and active journals take up 8.0M in the file system.' },
          },
          { command: 'journalctl --no-pager --rotate --vacuum-size=1M', answer: { stderr: vacuumed } },
          { command: 'journalctl --no-pager --rotate --vacuum-time=2weeks', answer: { stderr: vacuumed } },
        ],
      },
    },
    [
      { call: 'journal.query', positional: ['nope'], value: [] },
      { call: 'journal.query', named: { grep: 'zzz' }, value: [] },
      { call: 'journal.query', named: { since: 'xyz' }, refused: ['failed', /parse timestamp: xyz/] },
      { call: 'journal.query', named: { priority: 'err --since=x' }, refused: ['bad-arguments', /no priority/] },
      { call: 'journal.query', named: { lines: 0 }, refused: ['bad-arguments', /from 1 to 10000/] },
      { call: 'journal.tail', positional: ['--help'], named: { lines: 5 }, value: 'a\nb' },
      { call: 'journal.tail', named: { lines: 100_000 }, refused: ['bad-arguments', /from 1 to 10000/] },
      { call: 'journal.disk_usage', value: 8 * 1024 * 1024 },
      { call: 'journal.vacuum_size', positional: ['1M'], value: Math.round(3.6 * 1024 * 1024) },
      { call: 'journal.vacuum_size', positional: ['1M --flush'], refused: ['bad-arguments', /no size/] },
      { call: 'journal.vacuum_time', positional: ['2weeks'], value: Math.round(3.6 * 1024 * 1024) },
      { call: 'journal.vacuum_time', positional: ['soon'], refused: ['bad-arguments', /no span of time/] },
    ],
  );

  it('entries are data: time, unit, who said it and what, bytes that are no text too', async () => {
    const host = memoryHost({ commands: [{ command: /^journalctl/, answer: { stdout: recorded } }] });
    const ask = async (named: [string, string][]): Promise<ValueMap[]> =>
      (
        await callFunction(
          functionTable,
          'journal.query',
          { positional: [], named: new Map(named) },
          host,
          specContext({}, host),
        )
      ).value as ValueMap[];
    const entries = await ask([['fields', '_UID']]);
    expect(entries.map((entry) => entry.get('message'))).toEqual(expect.arrayContaining(['from unit', 'caf\uFFFD']));
    expect(new Set(entries.map((entry) => entry.get('unit')))).toEqual(new Set(['lab-unit.service']));
    expect([...(entries[1] as ValueMap)]).toEqual([
      ['time', expect.stringMatching(/^2026-11-21T12:01:27\.\d{3}Z$/)],
      ['unit', 'lab-unit.service'],
      ['identifier', 'sh'],
      ['pid', '105'],
      ['priority', '6'],
      ['message', 'from unit'],
      ['_UID', '0'],
    ]);
    expect((await ask([['fields', 'all']]))[0]?.get('CODE_FILE')).toBe('src/core/job.c');
  });

  it.each([
    ['take up 0B in', 0],
    ['take up 512B in', 512],
    ['take up 1.5G in', 1.5 * 1024 ** 3],
    ['nothing', undefined],
  ])('%s is %s bytes', (text, bytes) => {
    expect(bytesIn(text)).toBe(bytes);
  });
});

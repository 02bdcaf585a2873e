import { plain } from '@fleet/output';
import { describe, expect, it } from '@jest/globals';
import { formatSilence } from './silence.js';
import { formatTable } from './table.js';

const now = new Date(2026, 0, 2, 10, 42, 7).getTime();

describe('a silent minion', () => {
  it.each([
    [{ code: 'never-connected' } as const, 'web1 did not answer: never connected'],
    [{ code: 'disconnected', since: now } as const, 'web1 did not answer: disconnected since 10:42:07'],
    [{ code: 'no-acknowledgement' } as const, 'web1 did not answer: did not acknowledge'],
    [
      { code: 'still-running', since: now - 65_000, progress: 'install docker' } as const,
      'web1 did not answer: still running for 1 min 5 s (install docker)',
    ],
    [
      { code: 'still-running', since: now - 5_000, progress: 'a\u001b[2Jb' } as const,
      'web1 did not answer: still running for 5 s (a\\x1b[2Jb)',
    ],
  ])('%j', (reason, text) => expect(formatSilence('web1', reason, now)).toBe(text));
});

describe('a table', () => {
  it('is as wide as its cells and shows control characters', () => {
    expect(
      formatTable(
        ['MINION', 'UP'],
        [
          ['web1.example.org', 'yes'],
          ['a\u0007', ''],
        ],
        plain,
      ),
    ).toBe('MINION            UP\nweb1.example.org  yes\na\\x07');
  });
});

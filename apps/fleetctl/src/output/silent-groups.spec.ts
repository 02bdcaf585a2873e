import { describe, expect, it } from '@jest/globals';
import type { SilenceReason } from '@fleet/protocol';
import { formatSilentGroups } from './silent-groups.js';

const now = new Date(2026, 0, 2, 10, 42, 7).getTime();
const silent = (...reasons: SilenceReason[]) => reasons.map((reason, index) => ({ minion: `web${index + 1}`, reason }));

describe('minions that are silent for the same kind of reason are one text', () => {
  it.each([
    [
      'the same reason, and another',
      silent({ code: 'never-connected' }, { code: 'no-acknowledgement' }, { code: 'never-connected' }),
      ['web1, web3 (2 minions) did not answer: never connected', 'web2 did not answer: did not acknowledge'],
    ],
    [
      'lost one after another',
      silent({ code: 'disconnected', since: now - 3000 }, { code: 'disconnected', since: now - 9000 }),
      ['web1, web2 (2 minions) did not answer: disconnected, the first at 10:41:58'],
    ],
    [
      'gone and unheard of are two things',
      silent(
        { code: 'disconnected', since: now, reason: { code: 'left' } },
        { code: 'disconnected', since: now, reason: { code: 'connection' } },
      ),
      [
        'web1 did not answer: disconnected since 10:42:07 (it said goodbye)',
        'web2 did not answer: disconnected since 10:42:07 (its connection was lost)',
      ],
    ],
    [
      'still running, at different things',
      silent(
        { code: 'still-running', since: now - 5000, progress: 'a' },
        { code: 'still-running', since: now - 65_000, progress: 'b' },
      ),
      ['web1, web2 (2 minions) did not answer: still running, for up to 1 min 5 s'],
    ],
  ])('%s', (_name, list, texts) => expect(formatSilentGroups(list, 80, false, now)).toEqual(texts));

  it('thousands are a few lines', () => {
    const list = Array.from({ length: 5000 }, (_, index) => ({
      minion: `m${index}`,
      reason: { code: 'never-connected' } as const,
    }));
    const [text = '', ...more] = formatSilentGroups(list, 80, false, now);
    expect(more).toEqual([]);
    expect(text.split('\n').length).toBeLessThanOrEqual(4);
    expect(text).toMatch(/\(5000 minions\) did not answer: never connected$/);
  });
});

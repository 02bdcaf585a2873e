import { describe, expect, it } from '@jest/globals';
import { plain } from '@fleet/output';
import type { RolloutRow, RolloutWave } from '@fleet/protocol';
import { waveLines } from './wave-lines.js';

const jid = '20260101000000000000';
const wave = (name: string, more: Partial<RolloutWave>): RolloutWave => ({
  ...{ name, size: 10, state: 'planned', failed: [], ...more },
});
const rollout = (waves: RolloutWave[], more: Partial<RolloutRow> = {}): RolloutRow => ({
  ...{ id: '3f2a91c04d', created: 0, operator: 'alice', function: 'test.ping', args: '[]', kwargs: '{}' },
  ...{ target: { type: 'glob', expression: '*' }, state: 'wave', size: 21, failures: 0, maxFailures: 0 },
  ...{ wait: 60_000, hold: 30_000, gates: ['state'], revert: false, waves, ...more },
});
const lines = (row: RolloutRow, width = 80, height = 24): string[] =>
  waveLines(row, new Map([[jid, 7]]), { width, height }, 100_000, plain);
const failed = [{ minion: 'web7', why: 'failed' as const }];

describe('the picture of a rollout', () => {
  it('has a line for each wave', () => {
    expect(
      lines(
        rollout([
          wave('canary', { size: 1, state: 'done', started: 0, ended: 4000 }),
          wave('wave 1', { state: 'done', started: 0, ended: 12_000, failed }),
          wave('wave 2', { state: 'running', started: 88_000, jid }),
          wave('wave 3', {}),
        ]),
      ),
    ).toEqual([
      'canary  1 minion  done: all did it, 4 s',
      'wave 1  10 minions  done: 9 of 10 did it; web7 failed, 12 s',
      'wave 2  10 minions  7 of 10 answered, 12 s',
      'wave 3  10 minions',
    ]);
  });

  it('says what is waited for between waves', () => {
    expect(lines(rollout([wave('wave 1', { state: 'settling', started: 0, ended: 90_000 })]))).toEqual([
      'wave 1  10 minions  all did it; settling for 50 s more',
    ]);
    expect(lines(rollout([wave('wave 1', { state: 'gate', started: 0, ended: 0, heldSince: 90_000 })]))).toEqual([
      'wave 1  10 minions  all did it; gate state: held for 10 s of 30 s',
    ]);
  });

  it('fits a terminal that is narrow', () => {
    const shown = lines(
      rollout([
        wave('wave 1', { state: 'done', started: 0, ended: 12_000, failed }),
        wave('wave 2', { state: 'running', started: 0, jid }),
        wave('wave 3', {}),
      ]),
      20,
    );
    expect(shown).toEqual(['wave 1  1 failed', 'wave 2  7/10', 'wave 3']);
    expect(shown.every((line) => line.length < 20)).toBe(true);
  });

  it('fits one that is low, around the wave that runs', () => {
    const waves = Array.from({ length: 50 }, (_, index) =>
      wave(
        `wave ${index + 1}`,
        index < 20
          ? { state: 'done', started: 0, ended: 0 }
          : index === 20
            ? { state: 'running', started: 0, jid }
            : {},
      ),
    );
    const shown = lines(rollout(waves), 80, 10);
    expect(shown.length).toBeLessThan(10);
    expect([shown[0], shown.at(-1)]).toEqual(['… 17 waves before', '… 26 waves to come']);
    expect(shown.some((line) => line.startsWith('wave 21 '))).toBe(true);
  });
});

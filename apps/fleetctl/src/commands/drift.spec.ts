import { describe, expect, it } from '@jest/globals';
import type { DriftAnswer, DriftCheckRow, DriftRow } from '@fleet/protocol';
import { ToldSession } from '../../test-support/told-session.js';
import type { MasterLink } from '../master-link.js';
import { listDrift, showDrift } from './drift.js';

const row: DriftRow = {
  ...{ minion: 'web1', sls: 'web', id: 'x', name: 'x', state: 'file.managed', kind: 'corrective' },
  ...{ since: 1, seen: 2, comment: '' },
};
const failing: DriftCheckRow = {
  minion: 'web2',
  scope: 'highstate',
  jid: '20260101000000000000',
  at: 2,
  failed: 'no top.sls',
};
const answer = (over: Partial<DriftAnswer>): DriftAnswer => ({
  ...{ drift: [], left: 0, checks: [], minions: { checked: 2, unchecked: 0, oldest: 1, newest: 2 } },
  ...over,
});

const session = (told: DriftAnswer): ToldSession =>
  new ToldSession({
    settings: { quiet: true },
    master: { ask: async () => told } as unknown as MasterLink,
  });

describe('what a script learns of drift', () => {
  it.each<[string, Partial<DriftAnswer>, number]>([
    ['nothing', {}, 0],
    ['something', { drift: [row] }, 7],
    ['something, and a check that failed', { drift: [row], checks: [failing] }, 7],
    ['nothing, but of a check that failed', { checks: [failing] }, 1],
    ['nothing, but of a minion that nobody checked', { minions: { checked: 1, unchecked: 1 } }, 4],
  ])('has drifted: %s', async (_what, over, code) => {
    const options = { detailedExitcode: true };
    expect(await listDrift(session(answer(over)), options)).toBe(code);
    expect(await showDrift(session(answer(over)), 'web1', options)).toBe(code);
    expect(await listDrift(session(answer(over)), {})).toBe(0);
  });

  it('is, before any check, that nothing was checked, and how it is', async () => {
    const told = new ToldSession({
      master: { ask: async () => answer({ minions: { checked: 0, unchecked: 4 } }) } as unknown as MasterLink,
    });
    await listDrift(told, {});
    expect(told.noted).toEqual([
      'nothing was checked yet',
      "fleetctl drift check '*' does it now, and schedule in master.yaml does it again and again",
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { earlierRevisions } from './earlier-revisions.js';

const old = 'a'.repeat(64);
const newer = 'b'.repeat(64);
const minions = ['web1', 'web2', 'web3'].map((minion) => ({ minion, key: `K-${minion}` }));

/** Jobs as the store tells them, newest first. */
function history(...jobs: readonly { revision: string; kwargs?: string; succeeded: readonly string[] }[]) {
  return {
    withRevision: () =>
      jobs.map(({ revision, kwargs = '{}' }, index) => ({ jid: `2026010100000000000${index}`, revision, kwargs })),
    succeeded: (jid: string) => (jobs[Number(jid.at(-1))]?.succeeded ?? []).map((id) => `K-${id}`),
  };
}

describe('the revision that a minion had before', () => {
  it('is that of the last call that succeeded there', () => {
    const found = earlierRevisions(
      history({ revision: newer, succeeded: ['web2'] }, { revision: old, succeeded: ['web1', 'web2'] }),
      minions,
    );
    expect(found).toEqual([
      { revision: newer, minions: ['web2'] },
      { revision: old, minions: ['web1'] },
    ]);
  });

  it('is not that of a dry run', () => {
    const dry = ['{"test":true}', '{"test":"True"}'].map((kwargs) => ({
      revision: newer,
      kwargs,
      succeeded: ['web1'],
    }));
    expect(earlierRevisions(history(...dry, { revision: old, succeeded: ['web1'] }), minions)).toEqual([
      { revision: old, minions: ['web1'] },
    ]);
  });

  it('is unknown where nothing was applied', () => {
    expect(earlierRevisions(history(), minions)).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { earlierRevisions } from './earlier-revisions.js';

const [oldest, old, newer] = ['o', 'a', 'b'].map((letter) => letter.repeat(64)) as [string, string, string];
const minions = ['web1', 'web2', 'web3'].map((minion) => ({ minion, key: `K-${minion}` }));
const rolled = { function: 'state.apply', args: ['web'], kwargs: new Map() };

interface Past {
  readonly function?: string;
  readonly args?: string;
  readonly kwargs?: string;
  readonly revision: string;
  readonly succeeded: readonly string[];
}

/** Jobs as the store tells them, newest first. */
function history(...jobs: readonly Past[]) {
  return {
    withRevision: (functions: readonly string[]) =>
      jobs
        .map((job, index) => ({
          ...{ function: 'state.apply', args: '["web"]', kwargs: '{}' },
          ...job,
          jid: `${index}`,
        }))
        .filter((job) => functions.includes(job.function)),
    succeeded: (jid: string) => (jobs[Number(jid)]?.succeeded ?? []).map((id) => `K-${id}`),
  };
}

const found = (...jobs: readonly Past[]) => earlierRevisions(history(...jobs), minions, rolled, newer);

describe('the revision that a minion had before', () => {
  it('is that of the last call that succeeded there', () => {
    expect(found({ revision: old, succeeded: ['web2'] }, { revision: oldest, succeeded: ['web1', 'web2'] })).toEqual([
      { revision: old, minions: ['web2'] },
      { revision: oldest, minions: ['web1'] },
    ]);
  });

  it('is that of a plan that was applied', () => {
    const plan = { function: 'state.apply_plan', args: '["20260101000000000000","web"]' };
    expect(found({ ...plan, revision: old, succeeded: ['web1'] }, { revision: oldest, succeeded: ['web1'] })).toEqual([
      { revision: old, minions: ['web1'] },
    ]);
  });

  it.each<[string, Partial<Past>]>([
    ['a dry run', { kwargs: '{"test":true}' }],
    ['a dry run, in words', { kwargs: '{"test":"True"}' }],
    ['a call that applied something else', { args: '["ntp"]' }],
    ['a call that applied a part', { kwargs: '{"only_id":"conf"}' }],
  ])('is not that of %s', (_what, call) => {
    expect(found({ ...call, revision: old, succeeded: ['web1'] }, { revision: oldest, succeeded: ['web1'] })).toEqual([
      { revision: oldest, minions: ['web1'] },
    ]);
  });

  it('is none where it is that of now: going back would be to stay', () => {
    expect(found({ revision: newer, succeeded: ['web1'] }, { revision: old, succeeded: ['web1', 'web2'] })).toEqual([
      { revision: old, minions: ['web2'] },
    ]);
  });

  it('is unknown where nothing was applied', () => {
    expect(found()).toEqual([]);
  });
});

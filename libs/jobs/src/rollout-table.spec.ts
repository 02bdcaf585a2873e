import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jobOf, returnOf, rolloutOf } from '../test-support/samples.js';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-rollouts-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

describe('a rollout in the store', () => {
  it('is as it was written down', () => {
    const rollout = rolloutOf('a1', 'web1', 'web2');
    store.rollouts.create(rollout);
    expect(store.rollouts.get('a1')).toEqual(rollout);
    expect(store.rollouts.get('b2')).toBeUndefined();
  });

  it('is open until it has ended and nothing is left to withdraw; what was asked is gone then', () => {
    const { progress } = rolloutOf('a1');
    store.rollouts.create(rolloutOf('a1'));
    store.rollouts.end('a1', { ...progress, state: 'aborted', withdraw: '1' }, 50, true);
    expect(store.rollouts.open()).toMatchObject([{ id: 'a1', ended: 50 }]);
    expect(store.rollouts.openOf('K-ops')).toBe(1);
    store.rollouts.end('a1', { ...progress, state: 'aborted' }, 60, false);
    expect(store.rollouts.open()).toEqual([]);
    const ended = store.rollouts.get('a1');
    expect(ended).toMatchObject({ ended: 50, progress: { state: 'aborted' } });
    expect(ended).not.toHaveProperty('sealed');
  });

  it('is forgotten after its time, an open one never', () => {
    for (const id of ['a1', 'b2']) store.rollouts.create(rolloutOf(id));
    store.rollouts.end('a1', rolloutOf('a1').progress, 50, false);
    expect(store.rollouts.prune(50)).toBe(0);
    expect(store.rollouts.prune(51)).toBe(1);
    expect(store.rollouts.list(9).map(({ id }) => id)).toEqual(['b2']);
  });

  it('is named by the jobs of its steps', () => {
    store.jobs.create({ ...jobOf('20260101000000000001', 'web1'), rollout: 'a1', step: 'wave 2' });
    expect(store.jobs.list(1)).toMatchObject([{ rollout: 'a1', step: 'wave 2' }]);
    expect(store.jobs.show('20260101000000000001')).toMatchObject({ rollout: 'a1', step: 'wave 2' });
  });
});

describe('what minions were brought to before', () => {
  it('is told by the calls that named a revision, newest first, and by who succeeded', () => {
    const job = (jid: string, more: object) => store.jobs.create({ ...jobOf(jid, 'web1', 'web2'), ...more });
    job('20260101000000000001', { function: 'state.apply', revision: 'old' });
    job('20260101000000000002', { function: 'state.apply' });
    job('20260101000000000003', { function: 'cp.get_file', revision: 'other' });
    job('20260101000000000004', { function: 'state.sls', revision: 'new', kwargs: '{"test":true}' });
    job('20260101000000000005', { function: 'state.apply', revision: 'new', kind: 'drift', kwargs: '{"test":true}' });
    store.jobs.record({ key: 'K-web1', minion: 'web1' }, returnOf('20260101000000000001', 'web1'), 1);
    store.jobs.record({ key: 'K-web2', minion: 'web2' }, returnOf('20260101000000000001', 'web2', false), 1);
    const of = (jid: string, revision: string) => ({ jid, revision, args: jobOf(jid).args });
    expect(store.jobs.withRevision(['state.apply', 'state.sls'], 10)).toEqual([
      { ...of('20260101000000000004', 'new'), function: 'state.sls', kwargs: '{"test":true}' },
      { ...of('20260101000000000001', 'old'), function: 'state.apply', kwargs: '{}' },
    ]);
    expect(store.jobs.succeeded('20260101000000000001')).toEqual(['K-web1']);
    expect(['20260101000000000001', '1'].map((jid) => store.jobs.standing(jid))).toEqual(['running', 'unknown']);
  });
});

import type { Return } from '@fleet/protocol';
import type { NewJob } from '../src/job-records.js';
import type { RolloutRecord } from '../src/rollout-table.js';

export function jobOf(jid: string, ...minions: string[]): NewJob {
  return {
    jid,
    function: 'test.ping',
    target: { type: 'glob', expression: '*' },
    args: '[]',
    kwargs: '{}',
    operator: 'ops',
    created: 1000,
    minions: minions.map((minion) => ({ minion, key: `K-${minion}` })),
  };
}

export function returnOf(jid: string, minion: string, success = true): Return {
  return {
    kind: 'return',
    v: 1,
    jid,
    minion,
    function: 'test.ping',
    retcode: success ? 0 : 1,
    success,
    value: 'true',
    started: 1,
    duration: 2,
  };
}

export function rolloutOf(id: string, ...minions: string[]): RolloutRecord {
  return {
    ...{ id, created: 1000, key: 'K-ops', operator: 'ops', function: 'state.apply', args: '["web"]', kwargs: '{}' },
    target: { type: 'glob', expression: '*' },
    revision: 'r',
    sealed: Buffer.from([0, 1, 255]),
    plan: {
      waves: minions.map((minion) => [{ minion, key: `K-${minion}` }]),
      ...{ canary: false, wait: 0, hold: 0, most: 0, gates: [], revert: false },
    },
    progress: {
      ...{ state: 'planned', epoch: 1, wave: 0, part: 0, since: 1000, delay: 0, results: [], reverts: [] },
    },
  };
}

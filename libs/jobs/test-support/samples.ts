import type { Return } from '@fleet/protocol';
import type { NewJob } from '../src/job-table.js';

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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewApproval } from './approval-table.js';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-operators-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

describe('an operator', () => {
  const ann = { key: 'UA', name: 'ann', roles: ['admin', 'deployer'], created: 1, expires: 9, by: 'root' };

  it('is one of its name, and one of its key', () => {
    expect(store.operators.add(ann)).toBe(true);
    expect(store.operators.add({ ...ann, name: 'other' })).toBe(false);
    expect(store.operators.add({ ...ann, key: 'UB' })).toBe(false);
    expect(store.operators.get('UA')).toEqual(ann);
  });

  it('stays known when it is revoked, and its name is free', () => {
    store.operators.add(ann);
    expect([store.operators.revoke('UA', 5), store.operators.revoke('UA', 6)]).toEqual([true, false]);
    expect(store.operators.get('UA')).toEqual({ ...ann, revoked: 5 });
    expect(store.operators.active('ann')).toBeUndefined();
    expect([store.operators.setRoles('UA', []), store.operators.renewed('UA', 10)]).toEqual([false, false]);
    expect(store.operators.add({ ...ann, key: 'UB' })).toBe(true);
    expect(store.operators.active('ann')?.key).toBe('UB');
  });
});

describe('a login token', () => {
  const login = { token: 'T', name: 'ann', roles: ['viewer'], created: 1, expires: 100, by: 'root' };

  it('is good once, for the key that came first', () => {
    store.logins.create(login);
    const uses = [
      store.logins.use('X', 'UA', 5),
      store.logins.use('T', 'UA', 5),
      store.logins.use('T', 'UA', 6),
      store.logins.use('T', 'UB', 6),
      store.logins.use('T', 'UA', 100),
    ];
    expect(uses).toEqual(['unknown', 'granted', 'granted', 'used-up', 'expired']);
  });

  it('is spent when its operator has had time to hear of it', () => {
    store.logins.create({ ...login, expires: 200_000 });
    store.logins.use('T', 'UA', 5);
    expect(store.logins.spent(100_000)).toEqual([]);
    store.operators.add({ key: 'UA', name: 'ann', roles: [], created: 5, expires: 9, by: 'root' });
    const spent = [60_000, 60_006, 200_000].map((now) => store.logins.spent(now).map(({ key }) => key));
    expect(spent).toEqual([[], ['T'], []]);
  });

  it('can be taken back until it is used', () => {
    store.logins.create(login);
    store.logins.create({ ...login, token: 'T2', name: 'bob' });
    store.logins.use('T2', 'UB', 5);
    expect(store.logins.open(5).map(({ name }) => name)).toEqual(['ann']);
    expect([store.logins.withdraw('ann'), store.logins.withdraw('bob')]).toEqual([1, 0]);
    expect(store.logins.use('T', 'UA', 6)).toBe('unknown');
  });
});

describe('a request for an approval', () => {
  const asked: NewApproval = {
    id: 'a1',
    created: 1,
    expires: 100,
    key: 'UA',
    operator: 'ann',
    function: 'system.reboot',
    target: { type: 'glob', expression: '*' },
    args: '[]',
    kwargs: '{}',
    sealed: 'S',
    digest: 'D',
    minions: [{ key: 'M', minion: 'web1' }],
    by: ['admin'],
    needed: 2,
  };
  const yes = (key: string, at = 5) => ({ key, operator: key, verdict: 'approve', at }) as const;

  it('takes each operator once, while it waits', () => {
    store.approvals.create(asked);
    expect(store.approvals.decide('a1', yes('UB'))).toBe(true);
    expect(store.approvals.decide('a1', yes('UB'))).toBe(false);
    expect(store.approvals.decide('a1', yes('UC', 100))).toBe(false);
    expect(store.approvals.decide('a2', yes('UC'))).toBe(false);
    expect(store.approvals.get('a1')).toEqual({ ...asked, state: 'waiting', decisions: [yes('UB')] });
  });

  it('ends once, and what was asked is forgotten then', () => {
    store.approvals.create(asked);
    expect(store.approvals.end('a1', 'started', { jid: 'J' })).toBe(true);
    expect(store.approvals.end('a1', 'void', { reason: 'late' })).toBe(false);
    expect(store.approvals.decide('a1', yes('UB'))).toBe(false);
    expect(store.approvals.get('a1')).toMatchObject({ state: 'started', jid: 'J', sealed: '' });
  });

  it('is found again while it waits', () => {
    store.approvals.create(asked);
    expect(store.approvals.same('UA', 'D', 5)?.id).toBe('a1');
    expect([store.approvals.same('UB', 'D', 5), store.approvals.same('UA', 'D', 100)]).toEqual([undefined, undefined]);
    expect(store.approvals.expire(100)).toBe(1);
    expect(store.approvals.get('a1')).toMatchObject({ state: 'expired', sealed: '' });
    expect([store.approvals.prune(1), store.approvals.prune(2)]).toEqual([0, 1]);
  });
});

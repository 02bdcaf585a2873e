import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { specContext, specsOf } from '../spec-cases.js';

const accounts = {
  users: [{ name: 'ann' }, { name: 'bob', groups: ['ops'] }],
  groups: [{ name: 'ops', gid: 900 }],
};

describe('group functions that change a group', () => {
  it.each([
    ['group.adduser', ['ops', 'ann'], ['ann', 'bob']],
    ['group.deluser', ['ops', 'bob'], []],
    ['group.members', ['ops', 'ann'], ['ann']],
    ['group.members', ['ops', 'ann,bob'], ['ann', 'bob']],
  ] as [string, Value[], string[]][])('%s %j', async (name, args, members) => {
    const host = memoryHost({ accounts });
    expect(await specContext({}, host).call(name, args)).toBe(true);
    expect([...((await host.accounts.group('ops'))?.members ?? [])].sort()).toEqual(members);
    const after = host.touches.length;
    expect(await specContext({}, host).call(name, args)).toBe(true);
    expect(host.touches).toHaveLength(after);
  });

  it('adds, renumbers and removes', async () => {
    const host = memoryHost({ accounts });
    const { call } = specContext({}, host);
    expect(await call('group.add', ['new', 2400])).toBe(true);
    expect((await host.accounts.group('new'))?.gid).toBe(2400);
    expect(await call('group.chgid', ['new', 2500])).toBe(true);
    expect(await call('group.chgid', ['new', 2500])).toBe(true);
    expect((await host.accounts.group('new'))?.gid).toBe(2500);
    expect(await call('group.delete', ['new'])).toBe(true);
    expect(await host.accounts.group('new')).toBeUndefined();
    expect(host.touches).toHaveLength(3);
  });

  specsOf({ machine: { accounts } }, [
    { call: 'group.add', positional: ['ops'], refused: ['failed', /already/] },
    { call: 'group.delete', positional: ['root'], refused: ['not-allowed', /root/] },
    { call: 'group.delete', positional: ['none'], refused: ['not-found', /no group none/] },
    { call: 'group.delete', positional: ['ann'], refused: ['failed', /primary group/] },
    { call: 'group.adduser', positional: ['ops', 'eve'], refused: ['not-found', /no account eve/] },
    { call: 'group.members', positional: ['ops', 'ann,eve'], refused: ['not-found', /no account eve/] },
    {
      call: 'group.getent',
      value: [
        { name: 'root', passwd: 'x', gid: 0, members: [] },
        { name: 'ops', passwd: 'x', gid: 900, members: ['bob'] },
        { name: 'ann', passwd: 'x', gid: expect.any(Number), members: [] },
        { name: 'bob', passwd: 'x', gid: expect.any(Number), members: [] },
      ],
    },
  ]);
});

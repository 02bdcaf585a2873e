import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'group.present';
const accounts = { users: [{ name: 'ann' }, { name: 'bob', groups: ['ops'] }] };

describe('group.present', () => {
  it('adds a group with its number', async () => {
    const host = memoryHost();
    expect((await tryTwice({ state, host, args: { name: 'deploy', gid: 2000 } })).changes).toEqual({
      deploy: 'new',
      gid: 2000,
    });
    expect((await host.accounts.group('deploy'))?.gid).toBe(2000);
  });

  it('renumbers', async () => {
    const host = memoryHost({ accounts: { groups: [{ name: 'deploy', gid: 5 }] } });
    expect((await tryTwice({ state, host, args: { name: 'deploy', gid: 2000 } })).changes).toEqual({
      gid: { old: 5, new: 2000 },
    });
  });

  it('has exactly its members, or at least some, or not some', async () => {
    const host = memoryHost({ accounts });
    await tryTwice({ state, host, args: { name: 'ops', members: ['ann'] } });
    expect((await host.accounts.group('ops'))?.members).toEqual(['ann']);
    await tryTwice({ state, host, args: { name: 'ops', addusers: ['bob'], delusers: ['ann'] } });
    expect((await host.accounts.group('ops'))?.members).toEqual(['bob']);
  });

  it('refuses members that do not exist', async () => {
    expect(await tryState({ state, host: memoryHost(), args: { name: 'ops', addusers: ['eve'] } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('eve'),
    });
  });
});

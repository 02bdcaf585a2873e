import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const users = [{ name: 'guest', uid: 1500 }];

describe('user.absent', () => {
  it('removes the account and keeps its files', async () => {
    const host = memoryHost({ accounts: { users }, files: { '/home/guest/notes': 'mine' } });
    const done = await tryTwice({ state: 'user.absent', host, args: { name: 'guest' } });
    expect(done.changes).toEqual({ guest: 'removed', 'guest group': 'removed' });
    expect(host.text('/home/guest/notes')).toBe('mine');
  });

  it('removes its home with purge', async () => {
    const host = memoryHost({ accounts: { users }, files: { '/home/guest/notes': 'mine' } });
    await tryTwice({ state: 'user.absent', host, args: { name: 'guest', purge: true, force: true } });
    expect(host.text('/home/guest/notes')).toBeUndefined();
  });

  it('is done where there is no such account, and never removes root', async () => {
    const host = memoryHost();
    expect(await tryState({ state: 'user.absent', host, args: { name: 'guest' } })).toMatchObject({
      result: true,
      comment: 'there is no account guest',
      changed: [],
    });
    expect(await tryState({ state: 'user.absent', host, args: { name: 'root' } })).toMatchObject({ result: false });
    expect(host.touches).toEqual([]);
  });
});

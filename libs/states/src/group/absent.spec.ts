import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

describe('group.absent', () => {
  it('removes the group', async () => {
    const host = memoryHost({ accounts: { groups: [{ name: 'oldteam' }] } });
    expect((await tryTwice({ state: 'group.absent', host, args: { name: 'oldteam' } })).changes).toEqual({
      oldteam: '',
    });
  });

  it('says why where it is the primary group of somebody', async () => {
    const host = memoryHost({ accounts: { users: [{ name: 'deploy' }] } });
    expect(await tryState({ state: 'group.absent', host, args: { name: 'deploy' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining("primary group of user 'deploy'"),
    });
    expect(await tryState({ state: 'group.absent', host, args: { name: 'root' } })).toMatchObject({ result: false });
  });
});

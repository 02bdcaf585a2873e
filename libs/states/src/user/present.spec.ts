import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const state = 'user.present';
const deploy = { name: 'deploy', uid: 1000, shell: '/bin/sh', groups: ['docker', 'adm'] };

describe('user.present', () => {
  it('sets fields of the comment, and keeps those that are not named', async () => {
    const host = memoryHost();
    const made = { name: 'deploy', fullname: 'Deploy', homephone: '42' };
    await tryTwice({ state, host, args: made });
    expect(await host.accounts.user('deploy')).toMatchObject({ fullname: 'Deploy', comment: 'Deploy,,,42' });
    const answer = await tryTwice({
      state,
      host,
      args: { name: 'deploy', fullname: 'Deploy', roomnumber: '7', other: 'a,b' },
    });
    expect(answer.changes).toEqual({ roomnumber: '7', other: 'a,b' });
    expect((await host.accounts.user('deploy'))?.comment).toBe('Deploy,7,,42,a,b');
    expect(await tryState({ state, host, args: { name: 'deploy', roomnumber: '7,8' } })).toMatchObject({
      result: false,
    });
  });

  it('adds an account with its properties, in a group of the same name', async () => {
    const host = memoryHost({ accounts: { groups: [{ name: 'deploy', gid: 700 }, { name: 'docker' }] } });
    const done = await tryTwice({
      state,
      host,
      args: { name: 'deploy', groups: ['docker'], shell: '/bin/bash', home: '/srv/deploy', fullname: 'Deploy' },
    });
    expect(done.changes).toMatchObject({ deploy: 'new', groups: ['docker'] });
    expect(await host.accounts.user('deploy')).toMatchObject({
      gid: 700,
      groups: ['docker'],
      shell: '/bin/bash',
      home: '/srv/deploy',
    });
  });

  it('is settled where the primary group is listed among the others', async () => {
    const host = memoryHost({ accounts: { groups: [{ name: 'deploy' }, { name: 'docker' }] } });
    const args = { name: 'deploy', groups: ['deploy', 'docker'] };
    await tryTwice({ state, host, args });
    expect(await tryState({ state, host, args: { ...args, remove_groups: true } })).toMatchObject({ changed: [] });
  });

  it('refuses a full name that could not be read back', async () => {
    expect(
      await tryState({ state, host: memoryHost(), args: { name: 'deploy', fullname: 'Deploy, Room 7' } }),
    ).toMatchObject({ result: false, comment: expect.stringContaining('commas') });
  });

  it('changes only what differs', async () => {
    const host = memoryHost({ accounts: { users: [deploy] } });
    expect((await tryTwice({ state, host, args: { name: 'deploy', shell: '/bin/bash', uid: 1000 } })).changes).toEqual({
      shell: '/bin/bash',
    });
  });

  it('keeps groups that are not listed, unless remove_groups', async () => {
    const host = memoryHost({ accounts: { users: [deploy], groups: [{ name: 'video' }] } });
    await tryTwice({ state, host, args: { name: 'deploy', groups: ['video'] } });
    expect((await host.accounts.user('deploy'))?.groups).toEqual(['adm', 'docker', 'video']);
    await tryTwice({ state, host, args: { name: 'deploy', groups: ['video'], remove_groups: true } });
    expect((await host.accounts.user('deploy'))?.groups).toEqual(['video']);
  });

  it('joins optional groups only where they exist', async () => {
    const host = memoryHost({ accounts: { users: [deploy], groups: [{ name: 'video' }] } });
    await tryTwice({ state, host, args: { name: 'deploy', optional_groups: ['video', 'render'] } });
    expect((await host.accounts.user('deploy'))?.groups).toContain('video');
  });

  it('refuses groups that do not exist, which test mode expects of an earlier state', async () => {
    const host = memoryHost();
    const args = { name: 'deploy', groups: ['docker'], gid: 'deploy' };
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: 'the account deploy wants groups that do not exist: deploy, docker',
    });
    expect(await tryState({ state, host, args, test: true })).toMatchObject({ result: null });
  });

  it('does not renumber an account by accident, nor take an option for a name', async () => {
    const host = memoryHost({ accounts: { users: [deploy] } });
    expect(await tryState({ state, host, args: { name: 'deploy', uid: 2000 } })).toMatchObject({ result: false });
    await tryTwice({ state, host, args: { name: 'deploy', uid: 2000, allow_uid_change: true } });
    expect(await tryState({ state, host, args: { name: '--root=/tmp' } })).toMatchObject({ result: false });
  });

  it('sets the password by its hash and the dates, and shows neither the old hash nor the new one', async () => {
    const passwords = { deploy: { hash: '$6$old', maximum: 99_999 } };
    const host = memoryHost({ accounts: { users: [deploy], passwords } });
    const args = { name: 'deploy', password: '$6$new', maxdays: 90, expire: -1 };
    const done = await tryTwice({ state, host, args });
    expect(done.changes).toEqual({ password: '<secret>', maxdays: 90 });
    expect(JSON.stringify(done)).not.toMatch(/\$6\$/);
    expect(await host.accounts.password('deploy')).toEqual({ hash: '$6$new', maximum: 90 });
  });

  it('leaves a password that somebody has with enforce_password: False, and gives one to who has none', async () => {
    const passwords = { deploy: { hash: '$6$own' } };
    const args = { name: 'deploy', password: '$6$first', enforce_password: false };
    expect(
      await tryState({ state, host: memoryHost({ accounts: { users: [deploy], passwords } }), args }),
    ).toMatchObject({ result: true, changed: [] });
    const host = memoryHost();
    await tryTwice({ state, host, args });
    expect(await host.accounts.password('deploy')).toEqual({ hash: '$6$first' });
  });

  it('takes the group of its own name with gid_from_name', async () => {
    const host = memoryHost({ accounts: { groups: [{ name: 'deploy', gid: 3000 }] } });
    await tryTwice({ state, host, args: { name: 'deploy', gid_from_name: true } });
    expect(await host.accounts.user('deploy')).toMatchObject({ gid: 3000 });
    expect(await tryState({ state, host: memoryHost(), args: { name: 'other', gid_from_name: true } })).toMatchObject({
      result: false,
      comment: 'the account other wants groups that do not exist: other',
    });
  });
});

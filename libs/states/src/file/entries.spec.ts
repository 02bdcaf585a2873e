import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const accounts = { users: [{ name: 'deploy', uid: 1000 }], groups: [{ name: 'adm', gid: 4 }] };

describe('file.directory', () => {
  const state = 'file.directory';

  it('makes a directory with those above it, owner and mode', async () => {
    const host = memoryHost({ accounts });
    const done = await tryTwice({
      state,
      host,
      args: { name: '/srv/a/b', user: 'deploy', group: 'adm', mode: '0750', makedirs: true },
    });
    expect(done.changes).toEqual({ '/srv/a/b': { directory: 'new', user: 'deploy', group: 'adm', mode: '0750' } });
    expect(await host.files.stat('/srv/a/b')).toMatchObject({ kind: 'directory', uid: 1000, gid: 4, mode: 0o750 });
  });

  it('refuses a file in its place, unless force', async () => {
    const host = memoryHost({ files: { '/srv/a': 'x' } });
    expect(await tryState({ state, host, args: { name: '/srv/a' } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/is a file/),
    });
    await tryTwice({ state, host, args: { name: '/srv/a', force: true } });
  });

  it('enforces owner and modes on everything below with recurse', async () => {
    const host = memoryHost({
      accounts,
      files: { '/srv/a/x': 'x', '/srv/a/sub/y': 'y', '/srv/a/ln': { target: '/etc' } },
    });
    await tryTwice({
      state,
      host,
      args: { name: '/srv/a', user: 'deploy', dir_mode: '0700', file_mode: '0600', recurse: ['user', 'mode'] },
    });
    expect(await host.files.stat('/srv/a/sub')).toMatchObject({ uid: 1000, mode: 0o700 });
    expect(await host.files.stat('/srv/a/sub/y')).toMatchObject({ uid: 1000, mode: 0o600 });
    expect((await host.files.stat('/etc'))?.uid).toBe(0);
  });

  it('cleans what no required file state manages', async () => {
    const host = memoryHost({
      files: {
        '/srv/d/keep': 'k',
        '/srv/d/a': '',
        '/srv/d/sub/b': '',
        '/srv/d/in/deep/kept': '',
        '/srv/d/in/other': '',
        '/srv/d/log.1': '',
      },
    });
    const required = [
      { state: 'file.managed', name: '/srv/d/keep' },
      { state: 'file.managed', name: '/srv/d/in/deep/kept' },
      { state: 'cmd.run', name: '/srv/d/a' },
    ];
    const done = await tryTwice({ state, host, required, args: { name: '/srv/d', clean: true, exclude_pat: 'log*' } });
    expect(done.changes['removed']).toEqual(['/srv/d/a', '/srv/d/in/other', '/srv/d/sub']);
    expect(await host.files.list('/srv/d')).toEqual(['in', 'keep', 'log.1']);
  });
});

describe('file.symlink', () => {
  const state = 'file.symlink';

  it('makes a symlink and points an existing one elsewhere in one step', async () => {
    const host = memoryHost();
    await tryTwice({ state, host, args: { name: '/opt/current', target: '/opt/1' } });
    host.forgetTouches();
    const done = await tryTwice({ state, host, args: { name: '/opt/current', target: '/opt/2' } });
    expect(done.changes).toEqual({ target: { old: '/opt/1', new: '/opt/2' } });
    expect(host.touches).toEqual(['files.symlink /opt/current']);
  });

  it('belongs to the primary group of its owner, where no group is named', async () => {
    const host = memoryHost({ accounts, files: { '/opt/old': { target: '/t' } } });
    const { gid } = (await host.accounts.user('deploy')) ?? {};
    for (const name of ['/opt/new', '/opt/old'])
      await tryTwice({ state, host, args: { name, target: '/t', user: 'deploy' } });
    expect(await host.files.stat('/opt/new')).toMatchObject({ uid: 1000, gid });
    expect(await host.files.stat('/opt/old')).toMatchObject({ uid: 1000, gid });
    await tryTwice({ state, host, args: { name: '/opt/adm', target: '/t', user: 'deploy', group: 'adm' } });
    expect(await host.files.stat('/opt/adm')).toMatchObject({ uid: 1000, gid: 4 });
  });

  it('refuses a file in its place, replaces it with force, keeps it with backupname', async () => {
    const host = memoryHost({ files: { '/opt/current': 'x' } });
    expect(await tryState({ state, host, args: { name: '/opt/current', target: '/t' } })).toMatchObject({
      result: false,
    });
    await tryTwice({ state, host, args: { name: '/opt/current', target: '/t', backupname: 'current.old' } });
    expect(host.text('/opt/current.old')).toBe('x');
    await host.files.remove('/opt/current');
    await host.files.makeDirectory('/opt/current');
    await tryTwice({ state, host, args: { name: '/opt/current', target: '/t', force: true } });
  });
});

describe('file.touch', () => {
  it('makes an empty file with owner and mode, and leaves content alone', async () => {
    const host = memoryHost({ accounts });
    await tryTwice({
      state: 'file.touch',
      host,
      args: { name: '/var/log/app.log', user: 'deploy', group: 'adm', mode: '0640' },
    });
    expect(await host.files.stat('/var/log/app.log')).toMatchObject({ size: 0, uid: 1000, gid: 4, mode: 0o640 });
    await host.files.write('/var/log/app.log', 'lines');
    expect(await tryState({ state: 'file.touch', host, args: { name: '/var/log/app.log' } })).toMatchObject({
      result: true,
      changed: [],
    });
  });

  it('sets times', async () => {
    const host = memoryHost({ files: { '/srv/x': 'x' } });
    await tryTwice({ state: 'file.touch', host, args: { name: '/srv/x', mtime: 1_700_000_000 } });
    expect((await host.files.stat('/srv/x'))?.modified).toBe(1_700_000_000_000);
  });
});

describe('file.absent', () => {
  it('removes a directory with all in it, and a symlink without its target', async () => {
    const host = memoryHost({ files: { '/srv/a/b/c': 'x', '/srv/ln': { target: '/etc' } } });
    expect((await tryTwice({ state: 'file.absent', host, args: { name: '/srv/a/' } })).changes).toEqual({
      removed: '/srv/a',
    });
    await tryTwice({ state: 'file.absent', host, args: { name: '/srv/ln' } });
    expect((await host.files.stat('/etc'))?.kind).toBe('directory');
  });

  it.each(['/', '//', '/srv/../', 'relative'])('never removes %p', async (name) => {
    const host = memoryHost();
    expect(await tryState({ state: 'file.absent', host, args: { name } })).toMatchObject({ result: false });
    expect(host.touches).toEqual([]);
  });
});

describe('file.exists and file.missing', () => {
  it.each([
    ['file.exists', '/etc', true],
    ['file.exists', '/nope', false],
    ['file.missing', '/etc', false],
    ['file.missing', '/nope', true],
  ])('%s of %s is %p', async (state, name, result) => {
    expect((await tryState({ state, host: memoryHost(), args: { name } })).result).toBe(result);
  });
});

describe('file.recurse', () => {
  const tree = { 'app/conf/x.conf': 'x={{ pillar.x }}\n', 'app/conf/sub/y.conf': 'y\n', 'app/confidential': 'no\n' };

  it('brings a directory of the tree, rendered, and removes what the tree has not', async () => {
    const host = memoryHost({ files: { '/etc/app/stale': '', '/etc/app/old/z': '' } });
    const done = await tryTwice({
      state: 'file.recurse',
      host,
      tree,
      pillar: { x: 1 },
      args: {
        name: '/etc/app',
        source: 'salt://app/conf',
        template: 'jinja',
        clean: true,
        file_mode: '0640',
        dir_mode: '0750',
      },
    });
    expect(done.changes['removed']).toEqual(['/etc/app/old', '/etc/app/stale']);
    expect(host.text('/etc/app/x.conf')).toBe('x=1\n');
    expect(await host.files.stat('/etc/app/sub/y.conf')).toMatchObject({ mode: 0o640 });
    expect(await host.files.stat('/etc/app/sub')).toMatchObject({ mode: 0o750 });
    expect(await host.files.list('/etc/app')).toEqual(['sub', 'x.conf']);
  });

  it.each([
    ['salt://../app', /leaves the root/],
    ['salt://nothing', /has no directory/],
    ['/etc', /must be a directory of the state tree/],
  ])('refuses the source %s', async (source, sentence) => {
    expect(
      await tryState({ state: 'file.recurse', host: memoryHost(), tree, args: { name: '/etc/app', source } }),
    ).toMatchObject({ result: false, comment: expect.stringMatching(sentence) });
  });
});

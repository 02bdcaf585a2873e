import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf, type SpecMinion } from '../spec-cases.js';
import { functionTable } from '../table.js';

const minion: SpecMinion = {
  tree: {
    'top.sls': 'base: {}\n',
    'app/init.sls': 'a: {}\n',
    'app/sub/conf.sls': 'b: {}\n',
    'app/files/app.conf': 'port = {{ port }} {{ grains.os }}\n',
  },
  grains: { os: 'Debian' },
  opts: { cachedir: '/cache' },
  machine: { files: { '/etc/hostname': 'web\n' }, urls: { 'http://host/a.tar': 'tar' } },
};
const digest = 'c02d53c42b4b6af4a9b4b7a7d0a9d2b0';

describe('cp', () => {
  specsOf(minion, [
    { call: 'cp.list_states', value: ['app', 'app.sub.conf', 'top'] },
    { call: 'cp.list_master', named: { prefix: 'app/f' }, value: ['app/files/app.conf'] },
    { call: 'cp.list_master', named: { saltenv: 'nope' }, value: [] },
    { call: 'cp.list_master_dirs', value: ['app', 'app/files', 'app/sub'] },
    { call: 'cp.envs', value: ['base'] },
    { call: 'cp.get_file_str', positional: ['salt://nope'], value: false },
    { call: 'cp.get_file_str', positional: ['salt://../x'], refused: ['bad-arguments', /leaves the root/] },
    {
      call: 'cp.hash_file',
      positional: ['/etc/hostname'],
      value: { hash_type: 'sha256', hsum: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    { call: 'cp.hash_file', positional: ['salt://nope'], value: {} },
    { call: 'cp.hash_file_str', positional: ['salt://nope'], value: '' },
    { call: 'cp.stat_file', positional: ['salt://top.sls'], value: '0644' },
    { call: 'cp.is_cached', positional: ['salt://top.sls'], value: '' },
    { call: 'cp.cache_file', positional: ['salt://top.sls'], value: '/cache/files/base/top.sls' },
    { call: 'cp.cache_file', positional: ['http://host/a.tar'], value: '/cache/extrn_files/base/host/a.tar' },
    { call: 'cp.cache_file', positional: ['salt://nope'], value: '' },
    { call: 'cp.cache_files', positional: ['salt://top.sls,salt://nope'], value: ['/cache/files/base/top.sls', ''] },
    {
      call: 'cp.cache_dir',
      positional: ['salt://app'],
      named: { include_pat: '*.conf' },
      value: ['/cache/files/base/app/files/app.conf'],
    },
    { call: 'cp.cache_dest', positional: ['salt://nope'], value: '/cache/files/base/nope' },
    { call: 'cp.cache_local_file', positional: ['/etc/hostname'], value: '/cache/localfiles/etc/hostname' },
    { call: 'cp.cache_local_file', positional: ['/none'], value: '' },
    { call: 'cp.cache_local_file', positional: ['salt://top.sls'], refused: ['bad-arguments', /absolute/] },
    { call: 'cp.get_dir', positional: ['salt://nope', '/srv'], value: [] },
    { call: 'cp.get_dir', positional: ['salt://app', 'srv'], refused: ['bad-arguments', /absolute/] },
    {
      call: 'cp.get_dir',
      positional: ['salt://app/sub/', '/srv/new'],
      value: ['/srv/new/sub/conf.sls'],
    },
    { call: 'cp.hash_file_str', positional: ['/etc'], value: '' },
    { call: 'cp.get_file', positional: ['salt://nope', '/tmp/x'], value: '' },
    { call: 'cp.get_file', positional: ['salt://top.sls', '/no/where/x'], refused: ['not-found', /makedirs=True/] },
    { call: 'cp.get_url', positional: ['http://host/a.tar', null], value: 'tar' },
    { call: 'cp.get_url', positional: ['salt://nope'], value: false },
    {
      call: 'cp.get_url',
      positional: ['http://host/a.tar', '/a'],
      named: { source_hash: `md5=${digest}` },
      refused: ['failed', /has the md5/],
    },
  ]);

  it('copies and renders files to where they are wanted', async () => {
    const host = memoryHost(minion.machine);
    const ask = (call: string, positional: string[], named: [string, string | number | boolean][] = []) =>
      callFunction(functionTable, call, { positional, named: new Map(named) }, host, specContext(minion, host));
    expect((await ask('cp.get_file', ['salt://top.sls', '/new/dir/'], [['makedirs', true]])).value).toBe(
      '/new/dir/top.sls',
    );
    expect(host.text('/new/dir/top.sls')).toBe('base: {}\n');
    await ask('cp.get_template', ['salt://app/files/app.conf', '/new/dir/app.conf'], [['port', 80]]);
    expect(host.text('/new/dir/app.conf')).toBe('port = 80 Debian\n');
    await ask('cp.cache_file', ['salt://top.sls']);
    expect((await ask('cp.is_cached', ['salt://top.sls'])).value).toBe('/cache/files/base/top.sls');
  });

  it('what is cached is listed, paths are rendered, and what was checked is what is kept', async () => {
    const host = memoryHost(minion.machine);
    const ask = async (call: string, positional: string[], named: [string, string][] = []) =>
      (await callFunction(functionTable, call, { positional, named: new Map(named) }, host, specContext(minion, host)))
        .value;
    expect(await ask('cp.list_minion', [])).toEqual([]);
    const copies = await ask('cp.cache_master', []);
    await ask('cp.cache_local_file', ['/etc/hostname']);
    expect(await ask('cp.list_minion', [])).toEqual([...(copies as string[]), '/cache/localfiles/etc/hostname']);
    expect(await ask('cp.cache_local_file', ['/cache/localfiles/etc/hostname'])).toBe('/cache/localfiles/etc/hostname');
    const template: [string, string][] = [['template', 'jinja']];
    expect(await ask('cp.get_file', ['salt://{{ "top" }}.sls', '/srv/{{ grains.os }}'], template)).toBe('/srv/Debian');
    const right = await ask(
      'cp.get_url',
      ['http://host/a.tar', '', 'base'],
      [['source_hash', createHash('sha256').update('tar').digest('hex')]],
    );
    expect(host.text(String(right))).toBe('tar');
  });
});

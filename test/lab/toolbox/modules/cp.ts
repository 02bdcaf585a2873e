import { expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { ToolboxModule } from '../toolbox.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
// Below the root that its minion is given.
const cache = '/root/toolbox/cp/minion/var/cache/fleet/minion';
const d = '/root/kept/cp';

export const toolbox: ToolboxModule = {
  module: 'cp',
  prepare: `rm -rf ${cache}/files ${cache}/localfiles ${cache}/extrn_files && mkdir -p ${d} /root/cpweb && printf web > /root/cpweb/a.tar
systemd-run --quiet --unit=toolbox-cp python3 -m http.server 8098 --bind 127.0.0.1 --directory /root/cpweb
for n in $(seq 50); do curl -fs http://127.0.0.1:8098/a.tar > /dev/null && break; sleep 0.1; done`,
  files: { 'app/a.conf': 'a\n', 'app/sub/b.conf': 'b {{ name }}\n', 'app/init.sls': '{}\n' },
  functions: [
    { call: ['cp.list_master'], value: ['app/a.conf', 'app/init.sls', 'app/sub/b.conf'] },
    { call: ['cp.list_master_dirs'], value: ['app', 'app/sub'] },
    { call: ['cp.list_states'], value: ['app'] },
    { call: ['cp.envs'], value: ['base'] },
    { call: ['cp.list_minion'], value: [] },
    { call: ['cp.is_cached', 'salt://app/a.conf'], value: '' },
    { call: ['cp.cache_dest', 'salt://app/a.conf'], value: `${cache}/files/base/app/a.conf` },
    { call: ['cp.cache_file', 'salt://app/a.conf'], value: `${cache}/files/base/app/a.conf` },
    { call: ['cp.cache_files', 'salt://app/a.conf,salt://none'], value: [`${cache}/files/base/app/a.conf`, ''] },
    { call: ['cp.cache_dir', 'salt://app/sub'], value: [`${cache}/files/base/app/sub/b.conf`] },
    { call: ['cp.cache_local_file', '/etc/hostname'], value: `${cache}/localfiles/etc/hostname` },
    { call: ['cp.cache_master'], value: expect.arrayContaining([`${cache}/files/base/app/init.sls`]) },
    { call: ['cp.list_minion'], value: expect.arrayContaining([`${cache}/localfiles/etc/hostname`]) },
    {
      call: ['cp.get_file', 'salt://app/a.conf', `${d}/one/`, 'makedirs=True'],
      value: `${d}/one/a.conf`,
      seen: { [`cat ${d}/one/a.conf`]: 'a\n' },
    },
    {
      call: ['cp.get_file', "salt://app/{{ 'a' }}.conf", `${d}/{{ grains.id }}`, 'template=jinja'],
      value: `${d}/toolbox`,
    },
    { call: ['cp.get_file', 'salt://app/a.conf', `${d}/no/where`], refused: /makedirs=True/ },
    {
      call: ['cp.get_dir', 'salt://app/sub', d],
      value: [`${d}/sub/b.conf`],
      seen: { [`cat ${d}/sub/b.conf`]: 'b {{ name }}\n' },
    },
    {
      call: ['cp.get_template', 'salt://app/sub/b.conf', `${d}/b`, 'name=x'],
      value: `${d}/b`,
      seen: { [`cat ${d}/b`]: 'b x\n' },
    },
    { call: ['cp.get_file_str', 'salt://app/a.conf'], value: 'a\n' },
    {
      call: ['cp.get_url', 'http://127.0.0.1:8098/a.tar', `${d}/a.tar`, `source_hash=${sha256('web')}`],
      value: `${d}/a.tar`,
    },
    {
      call: ['cp.get_url', 'http://127.0.0.1:8098/a.tar', `${d}/evil`, `source_hash=${sha256('x')}`],
      refused: /not the one that was asked for/,
      seen: { [`ls ${d}`]: 'a.tar\nb\none\nsub\ntoolbox\n' },
    },
    { call: ['cp.hash_file', 'salt://app/a.conf'], value: { hash_type: 'sha256', hsum: sha256('a\n') } },
    { call: ['cp.hash_file_str', `${d}/a.tar`], value: sha256('web') },
    { call: ['cp.stat_file', 'salt://app/a.conf'], value: '0644' },
  ],
  skipped: Object.fromEntries(
    ['push', 'push_dir', 'push_text', 'pushed'].map((name) => [
      `cp.${name}`,
      'needs a master that takes what is pushed: minion-services.lab.spec.ts has one',
    ]),
  ),
};

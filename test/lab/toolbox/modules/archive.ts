import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const d = '/root/kept/archive';

export const toolbox: ToolboxModule = {
  module: 'archive',
  packages: ['zip', 'unzip'],
  prepare: `set -e
mkdir -p ${d}/src/app/d && cd ${d}/src && printf a > 'app/a b' && printf f > app/d/f && ln -s f app/d/l
tar -czf ${d}/app.tar.gz app && zip -qr ${d}/app.zip app && zip -qP pw ${d}/locked.zip app/d/f
printf out > ${d}/outside && tar -cf ${d}/evil.tar --transform 's,outside,../outside,' -C ${d} outside
mkdir ${d}/in && cd ${d}/in && zip -q ${d}/evil.zip ../outside
printf log > ${d}/log`,
  states: [
    `tar:
  archive.extracted:
    - name: /srv/archive/tar
    - source: ${d}/app.tar.gz
    - user: nobody
zip:
  archive.extracted:
    - name: /srv/archive/zip
    - source: ${d}/app.zip
    - enforce_toplevel: False
`,
  ],
  verdicts: [
    {
      sls: `evil:
  archive.extracted:
    - name: /srv/archive/evil
    - source: ${d}/evil.tar
`,
      results: { evil: { result: false, comment: /leads out of the directory/ } },
    },
  ],
  seen: {
    'cat "/srv/archive/tar/app/a b" /srv/archive/zip/app/d/f && readlink /srv/archive/tar/app/d/l': 'aff\n',
    'stat -c %U /srv/archive/tar/app/d/f && ls -A /srv/archive': 'nobody\ntar\nzip\n',
  },
  functions: [
    {
      call: ['archive.list', `${d}/app.tar.gz`],
      value: expect.arrayContaining(['app/', 'app/a b', 'app/d/f', 'app/d/l']),
    },
    {
      call: ['archive.list', `${d}/app.zip`, 'verbose=True'],
      value: expect.objectContaining({ top_level_dirs: ['app/'], dirs: ['app/', 'app/d/'] }),
    },
    {
      call: ['archive.tar', 'xzf', `${d}/app.tar.gz`, `dest=${d}/out`],
      value: [],
      seen: { [`cat ${d}/out/app/d/l`]: 'f' },
    },
    {
      call: ['archive.tar', 'cJvf', `${d}/own.tar.xz`, 'app/d', `cwd=${d}/src`],
      value: expect.arrayContaining(['app/d/', 'app/d/f', 'app/d/l']),
      seen: { [`tar -tf ${d}/own.tar.xz | sort`]: 'app/d/\napp/d/f\napp/d/l\n' },
    },
    {
      call: ['archive.tar', 'xf', `${d}/evil.tar`, `dest=${d}/in`],
      refused: /leads out of the directory/,
      seen: { [`ls -A ${d}/in`]: '' },
    },
    {
      call: ['archive.unzip', `${d}/app.zip`, `${d}/unzipped`],
      value: expect.arrayContaining(['app/a b']),
      seen: { [`cat "${d}/unzipped/app/a b"`]: 'a' },
    },
    { call: ['archive.cmd_unzip', `${d}/evil.zip`, `${d}/in`], refused: /leads out/, seen: { [`ls -A ${d}/in`]: '' } },
    {
      call: ['archive.zip', `${d}/own.zip`, 'app/d', `cwd=${d}/src`],
      value: expect.arrayContaining(['app/d/', 'app/d/f', 'app/d/l']),
    },
    { call: ['archive.cmd_zip', `${d}/own.zip`, `${d}/log`], value: [`${d.slice(1)}/log`] },
    { call: ['archive.is_encrypted', `${d}/locked.zip`], value: true },
    { call: ['archive.gzip', `${d}/log`], value: [], seen: { [`zcat ${d}/log.gz`]: 'log' } },
    { call: ['archive.gunzip', `${d}/log.gz`], value: [], seen: { [`cat ${d}/log`]: 'log' } },
  ],
};

import { expect } from '@jest/globals';
import { prepareLoops } from '../loop-devices.js';
import type { ToolboxModule } from '../toolbox.js';

const data = (opts: string): string => `/mnt/lab data:
  mount.mounted:
    - device: UUID=0a0b0c0d-1111-2222-3333-444455556666
    - fstype: ext4
    - opts: ${opts}
    - mkmnt: True
    - pass_num: 2
`;

export const toolbox: ToolboxModule = {
  module: 'mount',
  packages: ['psmisc'],
  prepare: `${prepareLoops}
loop lab-data 16
loop lab-other 16
mkfs.ext4 -q -U 0a0b0c0d-1111-2222-3333-444455556666 /dev/lab-data
mkfs.ext4 -q /dev/lab-other
mkdir -p /srv/lab-site /mnt/lab-busy
touch /srv/lab-site/index.html
printf '# of the lab\\n\\nproc /proc proc defaults 0 0' > /etc/fstab
mount /dev/lab-other /mnt/lab-busy
systemd-run --quiet --unit=lab-busy --working-directory=/mnt/lab-busy sleep infinity`,
  states: [
    `${data('noatime,nofail')}
/mnt/lab-site:
  mount.mounted:
    - device: /srv/lab-site
    - fstype: none
    - opts: bind
    - mkmnt: True
/mnt/lab-tmp:
  mount.mounted:
    - device: tmpfs
    - fstype: tmpfs
    - opts: [size=8m, mode=0750]
    - mkmnt: True
    - persist: False
line:
  mount.fstab_present:
    - name: /dev/lab-other
    - fs_file: /mnt/lab later
    - fs_vfstype: ext4
    - fs_mntops: noauto
`,
    data('ro,nosuid'),
    // The flags go, although nothing else of the line does.
    data('defaults'),
  ],
  verdicts: [
    {
      sls: `busy:
  mount.unmounted:
    - name: /mnt/lab-busy
other device:
  mount.mounted:
    - name: /mnt/lab-busy
    - device: UUID=0a0b0c0d-1111-2222-3333-444455556666
    - fstype: ext4
    - persist: False
no device:
  mount.mounted:
    - name: /mnt/lab-no
    - device: LABEL=nope
    - fstype: ext4
    - mkmnt: True
bad option:
  mount.mounted:
    - name: /mnt/lab-bad
    - device: /dev/lab-data
    - fstype: ext4
    - opts: no_such_option
    - mkmnt: True
no swap:
  mount.swap:
    - name: /etc/fstab
watched:
  cmd.run:
    - name: 'true'
after a change:
  mount.mounted:
    - name: /mnt/lab data
    - device: UUID=0a0b0c0d-1111-2222-3333-444455556666
    - fstype: ext4
    - pass_num: 2
    - watch:
      - cmd: watched
`,
      results: {
        busy: { result: false, comment: /busy.*held by sleep \(\d+\)/s },
        'other device': { result: false, comment: /busy/ },
        'no device': { result: false, comment: /LABEL=nope does not exist/ },
        'bad option': { result: false, comment: /wrong fs type|bad option|already mounted/ },
        'no swap': { result: false, comment: /swapon/ },
        'after a change': { result: true, comment: /remount/ },
      },
    },
  ],
  seen: {
    'cat /etc/fstab': [
      '# of the lab',
      '',
      'proc /proc proc defaults 0 0',
      'UUID=0a0b0c0d-1111-2222-3333-444455556666\t/mnt/lab\\040data\text4\tdefaults\t0\t2',
      '/srv/lab-site\t/mnt/lab-site\tnone\tbind\t0\t0',
      '/dev/lab-other\t/mnt/lab\\040later\text4\tnoauto\t0\t0',
      '',
    ].join('\n'),
    'findmnt --noheadings --output FSTYPE,VFS-OPTIONS "/mnt/lab data"': 'ext4   rw,relatime\n',
    'ls /mnt/lab-site': 'index.html\n',
    'findmnt --noheadings --output SIZE /mnt/lab-tmp | tr -d " "': '8M\n',
    'systemctl show --property=NeedDaemonReload --value local-fs.target': 'no\n',
  },
  // Swap belongs to the whole machine: a host that is killed would leave it on, with the host's disk held in memory for good.
  skipped: {
    'mount.swap': 'swap is of the whole machine, not of a host: a refusal is proved here, the rest by the specs',
    'mount.swapon': 'swap is of the whole machine, not of a host: a refusal is proved here, the rest by the specs',
    'mount.swapoff':
      'swap is of the whole machine, not of a host: that there is none is proved here, the rest by the specs',
  },
  functions: [
    {
      call: ['mount.active'],
      value: expect.objectContaining({ '/mnt/lab data': expect.objectContaining({ fstype: 'ext4' }) }),
    },
    {
      call: ['mount.active', 'extended=True'],
      value: expect.objectContaining({ '/mnt/lab data': expect.objectContaining({ root: '/', major: '7' }) }),
    },
    { call: ['mount.is_mounted', '/mnt/lab-site'], value: true },
    {
      call: ['mount.fstab'],
      value: expect.objectContaining({ '/mnt/lab later': expect.objectContaining({ opts: ['noauto'] }) }),
    },
    { call: ['mount.set_fstab', '/mnt/x', '/dev/x', 'ext4', 'opts=ro'], value: 'new' },
    { call: ['mount.set_fstab', '/mnt/x', '/dev/x', 'ext4', 'opts=ro'], value: 'present' },
    { call: ['mount.rm_fstab', '/mnt/x'], value: true, seen: { 'grep -c /mnt/x /etc/fstab || true': '0\n' } },
    { call: ['mount.umount', '/mnt/lab-busy'], value: expect.stringMatching(/busy.*held by sleep/s), retcode: 1 },
    { call: ['mount.umount', '/mnt/lab-site'], value: true },
    {
      call: ['mount.mount', '/mnt/lab-site', '/srv/lab-site', 'opts=bind'],
      value: true,
      seen: { 'ls /mnt/lab-site': 'index.html\n' },
    },
    {
      call: ['mount.mount', '/mnt/lab-site', '/dev/nope', 'fstype=ext4'],
      value: expect.stringContaining('/dev/nope'),
      retcode: 1,
    },
    {
      call: ['mount.remount', '/mnt/lab data', '/dev/lab-data', 'fstype=ext4', 'opts=ro'],
      value: true,
      seen: { 'findmnt --noheadings --output VFS-OPTIONS "/mnt/lab data"': 'ro,relatime\n' },
    },
    { call: ['mount.swaps'], value: expect.any(Object) },
    { call: ['mount.swapon', '/etc/fstab'], refused: /swap header/ },
    { call: ['mount.swapoff', '/etc/fstab'], value: null },
    { call: ['mount.is_fuse_exec', 'cat'], value: false },
  ],
  after: [
    `/mnt/lab data:
  mount.unmounted:
    - persist: True
/mnt/lab-site:
  mount.unmounted:
    - persist: True
later:
  mount.fstab_absent:
    - name: /dev/lab-other
    - fs_file: /mnt/lab later
`,
  ],
};

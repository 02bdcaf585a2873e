import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

const df = `Filesystem     1024-blocks    Used Available Capacity Mounted on
udev               1998340       0   1998340       0% /dev
/dev/vda1         41020640 8133288  30979928      21% /
//nas/my share   500000000 1000000 499000000       1% /mnt/my share
portal                   -       -         -        - /run/user/1000/doc
`;
const human = `Filesystem      Size  Used Avail Use% Mounted on
/dev/vda1        40G  7.8G   30G  21% /
`;
const inodes = `Filesystem      Inodes  IUsed   IFree IUse% Mounted on
/dev/vda1      2621440 102938 2518502    4% /
/dev/vda15           0      0       0     - /boot/efi
`;
const blkid = `DEVNAME=/dev/loop0
LABEL=my\\ label
UUID=d9f54b5a-842b-43d8-aa6a-4f124a9af68e
BLOCK_SIZE=1024
TYPE=ext4

DEVNAME=/dev/loop1
UUID=6cf3
TYPE=swap
`;
const lsblk = JSON.stringify({
  blockdevices: [
    {
      path: '/dev/vda',
      type: 'disk',
      pkname: null,
      size: 42949672960,
      fstype: null,
      rota: true,
      ro: false,
      rm: false,
      mountpoint: null,
    },
    {
      path: '/dev/vda1',
      type: 'part',
      pkname: 'vda',
      size: '42815455232',
      fstype: 'ext4',
      rota: '1',
      ro: '0',
      rm: '0',
      mountpoint: '/',
    },
  ],
});

const machine = {
  files: {
    '/dev/loop0': { kind: 'block' },
    '/dev/loop7': { kind: 'block' },
    '/dev/loop8': { kind: 'block' },
    '/dev/loop9': { kind: 'block' },
    '/dev/null': { kind: 'character' },
  },
  commands: [
    { command: 'df -P', answer: { exitCode: 1, stdout: df, stderr: 'df: /root/x: Permission denied' } },
    { command: 'df -Ph', answer: human },
    { command: 'df -Pi', answer: inodes },
    { command: 'df -Pl', answer: { exitCode: 1, stderr: 'df: no file systems processed' } },
    { command: 'blkid -o export', answer: blkid },
    { command: 'blkid -o export -t LABEL=none', answer: { exitCode: 2 } },
    { command: 'blkid -o export /dev/loop0', answer: blkid.split('\n\n')[0] ?? '' },
    { command: 'blkid -o export /dev/sdz', answer: { exitCode: 4, stderr: 'error: /dev/sdz: usage' } },
    { command: 'blkid -p -o value -s TYPE /dev/loop0', answer: 'ext4\n' },
    { command: 'blkid -p -o value -s TYPE /dev/loop9', answer: { exitCode: 2 } },
    { command: 'blkid -p -o value -s TYPE /dev/loop8', answer: { exitCode: 8 } },
    {
      command: 'blkid -p -o value -s TYPE /dev/loop7',
      answer: { exitCode: 2, stderr: 'blkid: error: /dev/loop7: Permission denied' },
    },
    { command: /^lsblk --json --bytes --list --output PATH\S+$/, answer: lsblk },
    { command: /^lsblk .* \/dev\/sdz$/, answer: { exitCode: 32, stderr: 'lsblk: /dev/sdz: not a block device' } },
  ],
} as const;

const root = {
  filesystem: '/dev/vda1',
  '1K-blocks': '41020640',
  used: '8133288',
  available: '30979928',
  capacity: '21%',
};

describe('disk', () => {
  specsOf({ machine }, [
    {
      call: 'disk.usage',
      value: {
        '/dev': { filesystem: 'udev', '1K-blocks': '1998340', used: '0', available: '1998340', capacity: '0%' },
        '/': root,
        '/mnt/my share': {
          filesystem: '//nas/my share',
          '1K-blocks': '500000000',
          used: '1000000',
          available: '499000000',
          capacity: '1%',
        },
        '/run/user/1000/doc': { filesystem: 'portal', '1K-blocks': '-', used: '-', available: '-', capacity: '-' },
      },
    },
    {
      call: 'disk.usage',
      positional: ['h'],
      value: { '/': { filesystem: '/dev/vda1', '1K-blocks': '40G', used: '7.8G', available: '30G', capacity: '21%' } },
    },
    { call: 'disk.usage', positional: ['l'], refused: ['failed', /no file systems processed/] },
    { call: 'disk.usage', positional: ['x'], refused: ['bad-arguments', /x is no flag/] },
    { call: 'disk.usage', positional: ['-; reboot'], refused: ['bad-arguments', /is no flag/] },
    {
      call: 'disk.inodeusage',
      value: {
        '/': { inodes: '2621440', used: '102938', free: '2518502', use: '4%', filesystem: '/dev/vda1' },
        '/boot/efi': { inodes: '0', used: '0', free: '0', use: '-', filesystem: '/dev/vda15' },
      },
    },
    {
      call: 'disk.percent',
      value: { '/dev': '0%', '/': '21%', '/mnt/my share': '1%', '/run/user/1000/doc': '-' },
    },
    { call: 'disk.percent', positional: ['/'], value: '21%' },
    { call: 'disk.percent', positional: ['/var'], refused: ['not-found', /nothing is mounted on \/var/] },
    {
      call: 'disk.blkid',
      value: {
        '/dev/loop0': {
          LABEL: 'my label',
          UUID: 'd9f54b5a-842b-43d8-aa6a-4f124a9af68e',
          BLOCK_SIZE: '1024',
          TYPE: 'ext4',
        },
        '/dev/loop1': { UUID: '6cf3', TYPE: 'swap' },
      },
    },
    { call: 'disk.blkid', named: { token: 'LABEL=none' }, value: {} },
    { call: 'disk.blkid', positional: ['--help'], refused: ['bad-arguments', /has to be a path/] },
    { call: 'disk.blkid', named: { token: '--x' }, refused: ['bad-arguments', /is no tag/] },
    { call: 'disk.blkid', positional: ['/dev/sdz'], refused: ['failed', /usage/] },
    { call: 'disk.fstype', positional: ['/dev/loop0'], value: 'ext4' },
    { call: 'disk.fstype', positional: ['/dev/loop9'], value: '' },
    { call: 'disk.fstype', positional: ['/dev/loop8'], refused: ['failed', /ended with 8/] },
    { call: 'disk.fstype', positional: ['/dev/loop7'], refused: ['failed', /Permission denied/] },
    { call: 'disk.fstype', positional: ['/dev/null'], refused: ['not-found', /no block device/] },
    {
      call: 'disk.lsblk',
      value: {
        '/dev/vda': {
          type: 'disk',
          pkname: null,
          size: 42949672960,
          fstype: null,
          rota: true,
          ro: false,
          rm: false,
          mountpoint: null,
        },
        '/dev/vda1': {
          type: 'part',
          pkname: 'vda',
          size: 42815455232,
          fstype: 'ext4',
          rota: true,
          ro: false,
          rm: false,
          mountpoint: '/',
        },
      },
    },
    { call: 'disk.lsblk', positional: ['/dev/sdz'], refused: ['not-found', /not a block device/] },
    { call: 'disk.lsblk', positional: ['--all'], refused: ['bad-arguments', /has to be a path/] },
  ]);
});

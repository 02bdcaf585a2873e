import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

// Tables as a kernel 6.1 printed them.
const mountsTable = `sysfs /sys sysfs rw,nosuid 0 0
/dev/loop0 /mnt/a\\040b ext4 rw,noatime 0 0
`;
const mountinfo = `22 27 0:21 / /sys rw,nosuid - sysfs sysfs rw
433 199 7:0 / /mnt/a\\040b rw,noatime shared:1 - ext4 /dev/loop0 rw,errors=remount-ro
`;
const swapsTable = `Filename				Type		Size		Used		Priority
/dev/loop1                              partition	8188		0		-2
`;
const fstabText = `# static file system information
UUID=12-34 / ext4 errors=remount-ro 0 1
/dev/sdb1\t/mnt/a\\040b\text4\tnoatime\t0 2
//nas/share /srv/share cifs user=me,password=hunter2
/dev/sdc1 none swap sw 0 0
/swapfile none swap sw 0 0
no entry
`;

const machine: MemoryMachine = {
  files: {
    '/proc/self/mounts': mountsTable,
    '/proc/self/mountinfo': mountinfo,
    '/proc/swaps': swapsTable,
    '/etc/fstab': fstabText,
    '/dev/loop0': '',
    '/dev/loop1': '',
    '/proc/42/cwd': { kind: 'symlink', target: '/mnt/a b/deep' },
    '/proc/42/comm': 'sleep\n',
    '/proc/43/cwd': { kind: 'symlink', target: '/mnt/a b2' },
  },
  commands: [
    { command: 'umount -- /mnt/a b', answer: { exitCode: 32, stderr: 'umount: /mnt/a b: target is busy.' } },
    { command: 'umount --lazy -- /mnt/a b', answer: '' },
    { command: 'mount -o defaults -- /dev/sdb1 /mnt/new', answer: '' },
    { command: 'mount -o ro,noexec,remount -t ext4 -- /dev/loop0 /mnt/a b', answer: '' },
    {
      command: 'mount -o defaults -t ext4 -- /dev/nope /mnt',
      answer: { exitCode: 32, stderr: 'mount: /mnt: special device /dev/nope does not exist.' },
    },
    { command: 'findfs UUID=1-2', answer: '/dev/loop1' },
    {
      command: 'swapoff -- /dev/loop1',
      answer: { exitCode: 255, stderr: 'swapoff: /dev/loop1: swapoff failed: Cannot allocate memory' },
    },
    {
      command: 'swapon -- /nope',
      answer: { exitCode: 255, stderr: 'swapon: cannot open /nope: No such file or directory' },
    },
    { command: 'ldd /usr/bin/sshfs', answer: '\tlibfuse3.so.3 => /lib/x86_64-linux-gnu/libfuse3.so.3 (0x00007f)\n' },
    { command: 'ldd /usr/bin/cat', answer: '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n' },
  ],
  programs: ['ldd', 'sshfs', 'cat'],
};
const stats = { type: 'partition', size: '8188', used: '0', priority: '-2' };
const entry = ['/srv/x', '/dev/sdx1', 'ext4'];

describe('mount functions', () => {
  specsOf({ machine }, [
    {
      call: 'mount.active',
      value: {
        '/sys': { alt_device: null, device: 'sysfs', fstype: 'sysfs', opts: ['rw', 'nosuid'] },
        '/mnt/a b': { alt_device: null, device: '/dev/loop0', fstype: 'ext4', opts: ['rw', 'noatime'] },
      },
    },
    {
      call: 'mount.active',
      named: { extended: true },
      value: {
        '/sys': expect.objectContaining({ mountid: '22', superopts: ['rw'] }),
        '/mnt/a b': {
          mountid: '433',
          parentid: '199',
          major: '7',
          minor: '0',
          root: '/',
          opts: ['rw', 'noatime'],
          fstype: 'ext4',
          device: '/dev/loop0',
          alt_device: null,
          superopts: ['rw', 'errors=remount-ro'],
        },
      },
    },
    { call: 'mount.is_mounted', positional: ['/mnt/a b'], value: true },
    { call: 'mount.is_mounted', positional: ['/mnt'], value: false },
    {
      call: 'mount.fstab',
      value: {
        '/': { device: 'UUID=12-34', fstype: 'ext4', opts: ['errors=remount-ro'], dump: '0', pass: '1' },
        '/mnt/a b': { device: '/dev/sdb1', fstype: 'ext4', opts: ['noatime'], dump: '0', pass: '2' },
        '/srv/share': {
          device: '//nas/share',
          fstype: 'cifs',
          opts: ['user=me', 'password=<secret>'],
          dump: '0',
          pass: '0',
        },
        none: [
          { device: '/dev/sdc1', fstype: 'swap', opts: ['sw'], dump: '0', pass: '0' },
          { device: '/swapfile', fstype: 'swap', opts: ['sw'], dump: '0', pass: '0' },
        ],
      },
    },
    { call: 'mount.fstab', positional: ['/nope'], value: {} },
    { call: 'mount.set_fstab', positional: entry, named: { test: true }, value: 'new' },
    { call: 'mount.set_fstab', positional: ['/mnt/a b', '/dev/sdb1', 'ext4', 'noatime', 0, 2], value: 'present' },
    {
      call: 'mount.set_fstab',
      positional: entry,
      named: { config: '/nope' },
      refused: ['not-found', /no file \/nope/],
    },
    {
      call: 'mount.set_fstab',
      positional: ['/x\n/y', '/dev/a', 'ext4'],
      refused: ['bad-arguments', /mount point holds a line/],
    },
    {
      call: 'mount.set_fstab',
      positional: entry,
      named: { match_on: 'colour' },
      refused: ['bad-arguments', /not colour/],
    },
    { call: 'mount.rm_fstab', positional: ['/nope'], value: true },
    { call: 'mount.mount', positional: ['/mnt/new', '/dev/sdb1', true], value: true },
    {
      call: 'mount.mount',
      positional: ['/mnt', '/dev/nope'],
      named: { fstype: 'ext4' },
      value: 'mount: /mnt: special device /dev/nope does not exist.',
      retcode: 1,
    },
    { call: 'mount.remount', positional: ['/mnt/a b', '/dev/loop0', false, 'ext4', 'ro,noexec'], value: true },
    { call: 'mount.remount', positional: ['/mnt/new', '/dev/sdb1'], value: true },
    {
      call: 'mount.umount',
      positional: ['/mnt/a b'],
      value: 'umount: /mnt/a b: target is busy. It is held by sleep (42): stop them first.',
      retcode: 1,
    },
    { call: 'mount.umount', positional: ['/mnt/a b'], named: { lazy: true }, value: true },
    { call: 'mount.umount', positional: ['/mnt/no'], value: '/mnt/no does not have anything mounted', retcode: 1 },
    {
      call: 'mount.umount',
      positional: ['/mnt/a b', '/dev/sdz'],
      value: '/dev/sdz is not mounted on /mnt/a b: /dev/loop0 is',
      retcode: 1,
    },
    { call: 'mount.swaps', value: { '/dev/loop1': stats } },
    { call: 'mount.swapon', positional: ['UUID=1-2'], value: { stats, new: false } },
    { call: 'mount.swapon', positional: ['/nope'], refused: ['failed', /cannot open \/nope/] },
    { call: 'mount.swapoff', positional: ['/nope'], value: null },
    {
      call: 'mount.swapoff',
      positional: ['/dev/loop1'],
      value: 'swapoff: /dev/loop1: swapoff failed: Cannot allocate memory',
      retcode: 1,
    },
    { call: 'mount.is_fuse_exec', positional: ['sshfs'], value: true },
    { call: 'mount.is_fuse_exec', positional: ['cat'], value: false },
    { call: 'mount.is_fuse_exec', positional: ['nope'], value: false },
  ]);

  const run = async (host: ReturnType<typeof memoryHost>, name: string, positional: unknown[]): Promise<unknown> => {
    const given = { positional: positional.map((word) => fromPlain(word)), named: new Map() as ValueMap };
    return toPlain((await callFunction(functionTable, name, given, host, specContext({}, host))).value);
  };

  it('fstab keeps every other line, whatever is written and taken away', async () => {
    const host = memoryHost(machine);
    await run(host, 'mount.set_fstab', ['/mnt/my disk', '/dev/sdb1', 'xfs', 'defaults,noatime', 0, 2]);
    expect(host.text('/etc/fstab')).toBe(
      fstabText.replace(
        '/dev/sdb1\t/mnt/a\\040b\text4\tnoatime\t0 2',
        '/dev/sdb1\t/mnt/my\\040disk\txfs\tdefaults,noatime\t0\t2',
      ),
    );
    await run(host, 'mount.set_fstab', ['/srv/x', 'LABEL=my disk', 'ext4']);
    expect(host.text('/etc/fstab')).toMatch(/\nno entry\nLABEL=my\\040disk\t\/srv\/x\text4\tdefaults\t0\t0\n$/);
    await run(host, 'mount.rm_fstab', ['/srv/x']);
    await run(host, 'mount.rm_fstab', ['/mnt/my disk']);
    expect(host.text('/etc/fstab')).toBe(fstabText.replace('/dev/sdb1\t/mnt/a\\040b\text4\tnoatime\t0 2\n', ''));
  });

  it('mount makes the folder only where it may', async () => {
    const host = memoryHost(machine);
    await run(host, 'mount.mount', ['/mnt/new', '/dev/sdb1']);
    expect(host.touches).toEqual(['commands.run mount -o defaults -- /dev/sdb1 /mnt/new']);
    await run(host, 'mount.mount', ['/mnt/new', '/dev/sdb1', true]);
    expect(host.touches[1]).toBe('files.makeDirectory /mnt/new');
  });
});

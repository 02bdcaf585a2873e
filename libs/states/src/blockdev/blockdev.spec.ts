import { describe, expect, it } from '@jest/globals';
import { HostRefusal, memoryHost, type CommandScript, type MemoryHost, type MemoryMachine } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const device = '/dev/sdb1';
const probe = `blkid -p -o export -- ${device}`;
const claim = `wipefs --no-act --all -- ${device}`;
const ext4 = `DEVNAME=${device}\nLABEL=my\\ label\nUUID=d9f54b5a-842b-43d8-aa6a-4f124a9af68e\nVERSION=1.0\nBLOCK_SIZE=1024\nTYPE=ext4\nUSAGE=filesystem\n`;

/** `lsblk` of util-linux 2.38. */
function lsblk(children: unknown[] = [], ro: unknown = false, size = 16777216): string {
  const own = { path: device, type: 'part', size, ro, 'maj:min': '8:17', ...(children.length > 0 ? { children } : {}) };
  return JSON.stringify({ blockdevices: [own] });
}

function machine(more: CommandScript[] = [], files: MemoryMachine['files'] = {}): MemoryHost {
  let made = '';
  return memoryHost({
    files: {
      [device]: { kind: 'block' },
      '/dev/disk/by-id/data': { kind: 'symlink', target: '../../sdb1' },
      '/proc/self/mountinfo': '25 1 254:0 / / rw - ext4 /dev/vda rw\n',
      '/proc/swaps': 'Filename Type Size Used Priority\n',
      ...files,
    },
    commands: [
      ...more,
      { command: `lsblk --json --bytes --output PATH,TYPE,SIZE,RO,MAJ:MIN -- ${device}`, answer: lsblk() },
      {
        command: probe,
        answer: () => (made === '' ? { exitCode: 2 } : { stdout: `DEVNAME=${device}\nTYPE=${made}\n` }),
      },
      { command: `cmp --quiet --bytes=4194304 --ignore-initial=0:0 ${device} /dev/zero`, answer: '' },
      { command: `cmp --quiet --bytes=4194304 --ignore-initial=12582912:0 ${device} /dev/zero`, answer: '' },
      { command: claim, answer: '' },
      { command: `mkfs.ext4 -L data ${device}`, answer: () => ((made = 'ext4'), {}) },
      { command: `mkswap ${device}`, answer: () => ((made = 'swap'), {}) },
    ],
    programs: ['mkfs.ext4'],
  });
}

describe('blockdev.formatted', () => {
  const state = 'blockdev.formatted';
  const args = { name: '/dev/disk/by-id/data', label: 'data' };

  it('formats what is blank', async () => {
    const host = machine();
    const done = await tryTwice({ state, host, args });
    expect(done.changes).toEqual({ '/dev/disk/by-id/data': { old: null, new: 'ext4' } });
    expect(host.touches).toEqual([`commands.run mkfs.ext4 -L data ${device}`]);
    await tryTwice({ state, host: machine(), args: { name: device, fs_type: 'swap' } });
  });

  it('is content with the same type, and tells that its label is another', async () => {
    const host = machine([{ command: probe, answer: ext4 }]);
    expect(await tryState({ state, host, args })).toMatchObject({
      result: true,
      changed: [],
      warnings: ['its label is my label, not data; it is not changed'],
    });
  });

  const holds = (type: string): CommandScript => ({ command: probe, answer: `DEVNAME=${device}\nTYPE=${type}\n` });
  it.each<[string, CommandScript[], MemoryMachine['files'], RegExp]>([
    [
      'a file system of another type',
      [{ command: probe, answer: ext4.replace('ext4', 'xfs') }],
      {},
      /holds xfs \(my label\)/,
    ],
    ['a part of lvm', [holds('LVM2_member')], {}, /holds LVM2_member/],
    ['a part of md', [holds('linux_raid_member')], {}, /holds linux_raid_member/],
    ['an encrypted volume', [holds('crypto_LUKS')], {}, /holds crypto_LUKS/],
    ['swap that is not in use', [holds('swap')], {}, /holds swap/],
    [
      'a partition table',
      [{ command: probe, answer: `DEVNAME=${device}\nPTTYPE=gpt\n` }],
      {},
      /partition table \(gpt\)/,
    ],
    ['several signatures', [{ command: probe, answer: { exitCode: 8, stderr: 'ambivalent' } }], {}, /several things/],
    [
      'partitions',
      [{ command: /^lsblk/, answer: lsblk([{ path: '/dev/sdb1p1', type: 'part' }]) }],
      {},
      /holds part \/dev\/sdb1p1/,
    ],
    [
      'a volume of lvm in use',
      [{ command: /^lsblk/, answer: lsblk([{ path: '/dev/mapper/a', type: 'lvm' }]) }],
      {},
      /holds lvm/,
    ],
    ['a mount', [], { '/proc/self/mountinfo': `9 1 8:17 / /srv rw - ext4 ${device} rw\n` }, /mounted on \/srv/],
    [
      'a mount under the name of a volume',
      [],
      { '/proc/self/mountinfo': '9 1 8:17 / /srv rw - ext4 /dev/mapper/vg-data rw\n' },
      /mounted on \/srv/,
    ],
    [
      'what another namespace has mounted',
      [
        {
          command: claim,
          answer: {
            exitCode: 1,
            stderr: `wipefs: error: ${device}: probing initialization failed: Device or resource busy`,
          },
        },
      ],
      {},
      /may be in use: .*resource busy/,
    ],
    [
      'what only wipefs knows',
      [{ command: claim, answer: 'DEVICE OFFSET TYPE UUID LABEL\nsdb1 0x1 odd' }],
      {},
      /wipefs knows/,
    ],
    [
      'what cannot be read',
      [{ command: probe, answer: { exitCode: 2, stderr: `error: ${device}: Permission denied` } }],
      {},
      /blkid cannot read .*Permission denied/,
    ],
    ['a drive without a medium', [{ command: /^lsblk/, answer: lsblk([], false, 0) }], {}, /no medium/],
    ['a size that nobody tells', [{ command: /^lsblk/, answer: '{' }], {}, /is not understood/],
    ['swap in use', [], { '/proc/swaps': `Filename\n${device} partition 8188 0 -2\n` }, /used for swap/],
    ['something unknown at the beginning', [{ command: /^cmp .*=0:0/, answer: { exitCode: 1 } }], {}, /not blank/],
    ['something unknown at the end', [{ command: /^cmp .*=12582912:0/, answer: { exitCode: 1 } }], {}, /not blank/],
    ['a write lock', [{ command: /^lsblk/, answer: lsblk([], '1') }], {}, /read-only/],
  ])('refuses %s', async (_what, commands, files, says) => {
    const host = machine(commands, files);
    for (const test of [true, false])
      expect(await tryState({ state, host, args, test })).toMatchObject({
        result: false,
        comment: expect.stringMatching(says),
      });
    expect(host.touches).toEqual([]);
  });

  it.each(['lsblk', 'blkid', 'cmp', 'wipefs'])('refuses where the machine has no %s', async (program) => {
    const answer = (): never => {
      throw new HostRefusal('ENOENT', `cannot run ${program}: no such program`);
    };
    const host = machine([{ command: new RegExp(`^${program} `), answer }]);
    expect(await tryState({ state, host, args })).toMatchObject({ result: false });
    expect(host.touches).toEqual([]);
  });

  it.each([
    ['a device that is not there', { name: '/dev/nope' }, /does not exist/],
    ['a path elsewhere', { name: '/etc/fstab' }, /not a path below \/dev/],
    ['a type that is not made', { fs_type: 'ntfs' }, /no file system that is made here/],
    ['a missing program', { fs_type: 'xfs' }, /no mkfs\.xfs/],
    ['an odd label', { label: '-n' }, /not a label/],
  ])('refuses %s', async (_what, wrong, says) => {
    const host = machine();
    expect(await tryState({ state, host, args: { ...args, ...wrong } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(says),
    });
    expect(host.touches).toEqual([]);
  });

  it('looks once more before it formats, and tells what mkfs says', async () => {
    let asked = 0;
    const late = machine([{ command: probe, answer: () => ((asked += 1) > 1 ? { stdout: ext4 } : { exitCode: 2 }) }]);
    expect(await tryState({ state, host: late, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/holds ext4/),
    });
    expect(late.touches).toEqual([]);
    const says = { exitCode: 1, stderr: '/dev/sdb1 is mounted; will not make a filesystem here!' };
    const host = machine([{ command: /^mkfs/, answer: says }]);
    expect(await tryState({ state, host, args })).toMatchObject({
      result: false,
      comment: expect.stringMatching(/will not make/),
    });
  });
});

describe('blockdev.tuned', () => {
  const state = 'blockdev.tuned';

  it('sets what differs', async () => {
    const now: Record<string, string> = { '--getra': '256', '--getro': '0' };
    const host = machine([
      { command: /^blockdev --get/, answer: ({ command }) => ({ stdout: now[command[1] ?? ''] ?? '' }) },
      { command: /^blockdev --setra 1024 /, answer: () => ((now['--getra'] = '1024'), {}) },
      { command: /^blockdev --setro /, answer: () => ((now['--getro'] = '1'), {}) },
    ]);
    const done = await tryTwice({ state, host, args: { name: device, 'read-ahead': 1024, 'read-only': true } });
    expect(done.changes).toEqual({ 'read-ahead': { old: 256, new: 1024 }, 'read-only': { old: 0, new: 1 } });
  });

  it.each([
    ['nothing to do', {}, /nothing is asked/],
    ['contradictions', { 'read-only': true, 'read-write': true }, /contradict/],
    ['a device that is not there', { name: '/dev/nope', 'read-ahead': 1 }, /does not exist/],
  ])('refuses %s', async (_what, wrong, says) => {
    const answer = await tryState({ state, host: machine(), args: { name: device, ...wrong } });
    expect(answer).toMatchObject({ result: false, comment: expect.stringMatching(says) });
  });
});

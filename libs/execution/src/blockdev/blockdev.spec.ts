import { describe } from '@jest/globals';
import type { CommandScript, MemoryMachine } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';

/** Two devices of 16 MiB: sdb1 holds ext4, sdc1 nothing. */
const machine: MemoryMachine = {
  files: {
    '/dev/sdb1': { kind: 'block' },
    '/dev/sdc1': { kind: 'block' },
    '/dev/sdd1': { kind: 'block' },
    '/proc/self/mountinfo': '9 1 8:49 / /srv rw - ext4 /dev/sdd1 rw\n',
  },
  commands: [
    ...['b1', 'c1', 'd1'].map((name): CommandScript => ({
      command: `lsblk --json --bytes --output PATH,TYPE,SIZE,RO,MAJ:MIN -- /dev/sd${name}`,
      answer: `{"blockdevices": [{"path": "/dev/sd${name}", "type": "part", "size": 16777216, "ro": false}]}`,
    })),
    { command: 'blkid -p -o export -- /dev/sdb1', answer: 'DEVNAME=/dev/sdb1\nLABEL=keep\nTYPE=ext4\n' },
    { command: 'blkid -p -o export -- /dev/sdc1', answer: { exitCode: 2 } },
    { command: 'blkid -p -o export -- /dev/sdd1', answer: { exitCode: 8, stderr: 'ambivalent result' } },
    { command: /^cmp .* \/dev\/sdc1 /, answer: '' },
    { command: 'wipefs --no-act --all -- /dev/sdc1', answer: '' },
    { command: /^cmp/, answer: { exitCode: 1 } },
    { command: 'findfs LABEL=keep', answer: '/dev/sdb1' },
    {
      command:
        /^blockdev --getro --getsz --getss --getpbsz --getiomin --getioopt --getalignoff --getmaxsect --getbsz --getsize64 --getra --getfra \/dev\/sdb1$/,
      answer: '0\n32768\n512\n512\n512\n0\n0\n2560\n4096\n16777216\n256\n256\n',
    },
    { command: 'mkfs.xfs -L data /dev/sdc1', answer: '' },
    { command: 'mkfs.ext4 /dev/sdc1', answer: { exitCode: 1, stderr: 'mkfs.ext4: Device size reported to be zero.' } },
    {
      command: 'wipefs --all -- /dev/sdb1',
      answer: '/dev/sdb1: 2 bytes were erased at offset 0x00000438 (ext4): 53 ef',
    },
    {
      command:
        /^dd if=\/dev\/zero of=\/dev\/sdb1 bs=64K count=4194304 seek=(0|12582912) iflag=count_bytes oflag=seek_bytes conv=notrunc,fsync status=none$/,
      answer: '',
    },
    {
      command: 'wipefs --all -- /dev/sdc1',
      answer: {
        exitCode: 1,
        stderr: 'wipefs: error: /dev/sdc1: probing initialization failed: Device or resource busy',
      },
    },
  ],
};

describe('blockdev functions', () => {
  specsOf({ machine }, [
    { call: 'blockdev.fstype', positional: ['/dev/sdb1'], value: 'ext4' },
    { call: 'blockdev.fstype', positional: ['LABEL=keep'], value: 'ext4' },
    { call: 'blockdev.fstype', positional: ['/dev/sdc1'], value: '' },
    { call: 'blockdev.fstype', positional: ['/dev/sdd1'], refused: ['failed', /several things/] },
    { call: 'blockdev.fstype', positional: ['/dev/nope'], refused: ['not-found', /does not exist/] },
    { call: 'blockdev.fstype', positional: ['-x'], refused: ['not-found', /does not exist/] },
    {
      call: 'blockdev.dump',
      positional: ['/dev/sdb1'],
      value: {
        getro: '0',
        getsz: '32768',
        getss: '512',
        getpbsz: '512',
        getiomin: '512',
        getioopt: '0',
        getalignoff: '0',
        getmaxsect: '2560',
        getbsz: '4096',
        getsize64: '16777216',
        getra: '256',
        getfra: '256',
      },
    },
    { call: 'blockdev.format', positional: ['/dev/sdc1', 'xfs', 'data'], value: true },
    { call: 'blockdev.format', positional: ['/dev/sdc1'], refused: ['failed', /reported to be zero/] },
    { call: 'blockdev.format', positional: ['/dev/sdb1'], refused: ['not-allowed', /holds ext4 \(keep\)/] },
    {
      call: 'blockdev.format',
      positional: ['/dev/sdc1', 'ntfs'],
      refused: ['bad-arguments', /no file system that is made/],
    },
    { call: 'blockdev.format', positional: ['/dev/sdc1', 'ext4', '-n'], refused: ['bad-arguments', /begin with -/] },
    { call: 'blockdev.wipe', positional: ['/dev/sdb1'], refused: ['not-allowed', /holds ext4, keep; `force=True`/] },
    { call: 'blockdev.wipe', positional: ['/dev/sdb1', true], value: true },
    { call: 'blockdev.wipe', positional: ['/dev/sdc1', true], refused: ['failed', /resource busy/] },
  ]);
});

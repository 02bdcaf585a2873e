import { expect } from '@jest/globals';
import { prepareLoops } from '../loop-devices.js';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'blockdev',
  packages: ['xfsprogs'],
  prepare: `${prepareLoops}
loop lab-blank 16
loop lab-xfs 320
loop lab-foreign 16
loop lab-odd 16
loop lab-used 16
mkfs.ext4 -q -L keep /dev/lab-foreign
mkfs.ext4 -q /dev/lab-used
mkdir -p /mnt/lab-used
mount /dev/lab-used /mnt/lab-used
echo something | dd of=/dev/lab-odd seek=16380 bs=1K conv=notrunc status=none`,
  states: [
    `/dev/lab-blank:
  blockdev.formatted:
    - label: data
/dev/lab-xfs:
  blockdev.formatted:
    - fs_type: xfs
tuned:
  blockdev.tuned:
    - name: /dev/lab-blank
    - read-ahead: 1024
    - read-only: True
`,
    'writable:\n  blockdev.tuned:\n    - name: /dev/lab-blank\n    - read-write: True\n',
  ],
  verdicts: [
    {
      sls: `foreign:
  blockdev.formatted:
    - name: /dev/lab-foreign
    - fs_type: xfs
odd:
  blockdev.formatted:
    - name: /dev/lab-odd
used:
  blockdev.formatted:
    - name: /dev/lab-used
    - fs_type: xfs
missing:
  blockdev.formatted:
    - name: /dev/lab-none
file:
  blockdev.formatted:
    - name: /dev/null
type:
  blockdev.formatted:
    - name: /dev/lab-blank
    - fs_type: ntfs
`,
      results: {
        foreign: { result: false, comment: /holds ext4 \(keep\)/ },
        odd: { result: false, comment: /not blank/ },
        used: { result: false, comment: /mounted on \/mnt\/lab-used/ },
        missing: { result: false, comment: /does not exist/ },
        file: { result: false, comment: /no block device/ },
        type: { result: false, comment: /no file system that is made here/ },
      },
    },
  ],
  seen: {
    'blkid -p -o value -s TYPE /dev/lab-blank': 'ext4\n',
    'blkid -p -o value -s LABEL /dev/lab-foreign': 'keep\n',
    'blockdev --getra --getro /dev/lab-blank': '1024\n0\n',
  },
  functions: [
    { call: ['blockdev.fstype', '/dev/lab-xfs'], value: 'xfs' },
    { call: ['blockdev.fstype', 'device=LABEL=keep'], value: 'ext4' },
    {
      call: ['blockdev.dump', '/dev/lab-blank'],
      value: expect.objectContaining({ getsize64: '16777216', getra: '1024', getro: '0' }),
    },
    { call: ['blockdev.format', '/dev/lab-foreign'], refused: /holds ext4 \(keep\)/ },
    { call: ['blockdev.wipe', '/dev/lab-foreign'], refused: /holds ext4, keep; `force=True`/ },
    { call: ['blockdev.wipe', '/dev/lab-used', 'force=True'], refused: /mounted on \/mnt\/lab-used/ },
    { call: ['blockdev.wipe', '/dev/lab-foreign', 'force=True'], value: true },
    {
      call: ['blockdev.format', '/dev/lab-foreign', 'fs_type=swap', 'label=more'],
      value: true,
      seen: { 'blkid -p -o value -s TYPE /dev/lab-foreign': 'swap\n' },
    },
  ],
};

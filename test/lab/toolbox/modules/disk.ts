import { expect } from '@jest/globals';
import { prepareLoops } from '../loop-devices.js';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'disk',
  prepare: `${prepareLoops}
loop lab-disk 16
mkfs.ext4 -q -L 'my label' -U 0a0b0c0d-1111-2222-3333-44445555aaaa /dev/lab-disk`,
  functions: [
    {
      call: ['disk.usage'],
      value: expect.objectContaining({ '/': expect.objectContaining({ capacity: expect.stringMatching(/^\d+%$/) }) }),
    },
    {
      call: ['disk.usage', 'h'],
      value: expect.objectContaining({ '/': expect.objectContaining({ used: expect.stringMatching(/[KMGT]$/) }) }),
    },
    { call: ['disk.usage', 'x'], retcode: 1, refused: /no flag for it/ },
    {
      call: ['disk.inodeusage'],
      value: expect.objectContaining({ '/': expect.objectContaining({ inodes: expect.any(String) }) }),
    },
    { call: ['disk.percent', '/'], value: expect.stringMatching(/^\d+%$/) },
    { call: ['disk.percent', '/nowhere'], refused: /nothing is mounted/ },
    {
      call: ['disk.blkid', '/dev/lab-disk'],
      value: {
        '/dev/lab-disk': expect.objectContaining({
          LABEL: 'my label',
          UUID: '0a0b0c0d-1111-2222-3333-44445555aaaa',
          TYPE: 'ext4',
        }),
      },
    },
    { call: ['disk.fstype', '/dev/lab-disk'], value: 'ext4' },
    { call: ['disk.fstype', '/dev/null'], refused: /no block device/ },
    { call: ['disk.lsblk', '/dev/nowhere'], refused: /nowhere/ },
    { call: ['disk.lsblk'], value: expect.any(Object) },
  ],
};

import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'timezone',
  ownHost: true,
  states: ['Asia/Tokyo:\n  timezone.system: []\n'],
  seen: { 'date +%z': '+0900\n', 'readlink /etc/localtime': '/usr/share/zoneinfo/Asia/Tokyo\n' },
  functions: [
    { call: ['timezone.get_zone'], value: 'Asia/Tokyo' },
    { call: ['timezone.get_offset'], value: expect.stringMatching(/^\+0900$/) },
    { call: ['timezone.get_zonecode'], value: 'JST' },
    { call: ['timezone.zone_compare', 'Japan'], value: true },
    { call: ['timezone.zone_compare', 'Europe/Berlin'], value: false },
    { call: ['timezone.list'], value: expect.arrayContaining(['Europe/Berlin', 'Etc/UTC']) },
    { call: ['timezone.get_hwclock'], value: 'UTC' },
    { call: ['timezone.set_zone', 'Etc/UTC'], value: true, seen: { 'date +%Z': 'UTC\n' } },
    { call: ['timezone.set_zone', 'Europe/Nowhere'], refused: /does not know/ },
  ],
};

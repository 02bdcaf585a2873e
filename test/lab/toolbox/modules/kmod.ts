import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const reason = 'the kernel of the lab is the machine’s own, has no modules, and belongs to everybody';

export const toolbox: ToolboxModule = {
  module: 'kmod',
  functions: [
    { call: ['kmod.available'], value: expect.any(Array) },
    { call: ['kmod.check_available', 'no_such_module'], value: false },
    { call: ['kmod.lsmod'], value: expect.any(Array) },
    { call: ['kmod.mod_list'], value: expect.any(Array) },
    { call: ['kmod.is_loaded', 'no_such_module'], value: false },
  ],
  skipped: { 'kmod.present': reason, 'kmod.absent': reason, 'kmod.load': reason, 'kmod.remove': reason },
};

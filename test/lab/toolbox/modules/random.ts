import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'random',
  functions: [
    { call: ['random.get_str', '8', 'punctuation=False'], value: expect.stringMatching(/^[A-Za-z0-9]{8}$/) },
    { call: ['random.hash', 'x', 'md5'], value: '9dd4e461268c8034f5c8564e155c67a6' },
    { call: ['random.rand_int', '3', '3'], value: 3 },
    { call: ['random.seed', '60', 'hash=x'], value: expect.any(Number) },
  ],
};

import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'config',
  pillar: { home: '/home/deploy', merged: { a: 1 } },
  functions: [
    { call: ['config.get', 'home'], value: '/home/deploy' },
    { call: ['config.get', 'os'], value: 'Debian' },
    { call: ['config.get', 'nope', 'default=7'], value: 7 },
    { call: ['config.option', 'id'], value: 'toolbox' },
    { call: ['config.merge', 'merged'], value: { a: 1 } },
    { call: ['config.items'], value: expect.objectContaining({ id: 'toolbox' }) },
    { call: ['config.dot_vals', 'nothing'], value: {} },
    { call: ['config.manage_mode', '644'], value: '0644' },
    { call: ['config.valid_fileproto', 'ftp://x/y'], value: false },
  ],
};

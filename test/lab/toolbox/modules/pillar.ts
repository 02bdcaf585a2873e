import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

const digits = 1234567890123456;

export const toolbox: ToolboxModule = {
  module: 'pillar',
  pillar: { app: { user: 'deploy', wei: digits }, role: 'web' },
  functions: [
    { call: ['pillar.get', 'app:user'], value: 'deploy' },
    { call: ['pillar.get', 'nope', 'default=7'], value: 7 },
    { call: ['pillar.fetch', 'app:wei'], value: digits },
    { call: ['pillar.item', 'app:user', 'role'], value: { 'app:user': 'deploy', role: 'web' } },
    { call: ['pillar.items'], value: expect.objectContaining({ app: { user: 'deploy', wei: digits }, role: 'web' }) },
    { call: ['pillar.data', 'role'], value: { role: 'web' } },
    { call: ['pillar.raw', 'role'], value: 'web' },
    { call: ['pillar.ls'], value: expect.arrayContaining(['app', 'role']) },
    { call: ['pillar.keys', 'app'], value: ['user', 'wei'] },
    { call: ['pillar.filter_by', '{web: serves, default: neither}', 'role'], value: 'serves' },
    { call: ['pillar.obfuscate'], value: expect.objectContaining({ role: '<str>' }) },
    { call: ['pillar.explain', 'app:user'], value: expect.anything() },
  ],
};

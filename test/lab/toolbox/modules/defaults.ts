import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'defaults',
  files: { 'app/defaults.yaml': 'server:\n  port: 80\n  name: x\n' },
  functions: [
    { call: ['defaults.get', 'app:server'], value: { port: 80, name: 'x' } },
    { call: ['defaults.merge', '{a: {b: 1}}', '{a: {c: 2}}'], value: { a: { b: 1, c: 2 } } },
    { call: ['defaults.deepcopy', '{a: [1, 2]}'], value: { a: [1, 2] } },
    { call: ['defaults.update', '{web1: {port: 81}, web2: {}}', '{port: 80}'] },
  ],
};

import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'sdb',
  functions: [
    { call: ['sdb.get', 'plain'], value: 'plain' },
    { call: ['sdb.get', 'sdb://vault/secret'], refused: /no secret store/ },
  ],
};

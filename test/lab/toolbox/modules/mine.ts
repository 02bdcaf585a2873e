import type { ToolboxModule } from '../toolbox.js';

/** Empty by decision, with a master and without. */
export const toolbox: ToolboxModule = {
  module: 'mine',
  functions: [{ call: ['mine.get', '*', 'network.ip_addrs'], value: {} }],
};

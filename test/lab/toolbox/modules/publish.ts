import type { ToolboxModule } from '../toolbox.js';

/** Empty by decision, with a master and without. */
export const toolbox: ToolboxModule = {
  module: 'publish',
  functions: [{ call: ['publish.publish', '*', 'test.ping'], value: {} }],
};

import type { ToolboxModule } from '../toolbox.js';

/** What a daemon refuses is proved in hostile.lab.spec.ts; a masterless run is told nothing that it could refuse. */
export const toolbox: ToolboxModule = {
  module: 'minion',
  functions: [{ call: ['minion.refusals'], value: {} }],
};

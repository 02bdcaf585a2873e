import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'event',
  verdicts: [
    {
      sls: 'deploy/finished:\n  event.send:\n    - data: {version: 1.4.2}\n',
      // What it says to a master is proved in minion-services.lab.spec.ts.
      results: { 'deploy/finished': { result: false, comment: /no master/ } },
    },
  ],
  functions: [{ call: ['event.send', 'deploy/finished'], refused: /no master/ }],
};

import type { ToolboxModule } from '../toolbox.js';

const elsewhere = 'proved in delivery.lab.spec.ts: it needs a daemon that works on other jobs';

/** What a daemon refuses is proved in hostile.lab.spec.ts; a masterless run is told nothing that it could refuse. */
export const toolbox: ToolboxModule = {
  module: 'minion',
  functions: [{ call: ['minion.refusals'], value: {} }],
  skipped: { 'minion.drain': elsewhere, 'minion.resume': elsewhere },
};

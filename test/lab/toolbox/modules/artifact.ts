import type { ToolboxModule } from '../toolbox.js';

const elsewhere = 'proved in minion-services.lab.spec.ts: it needs a master';
const down = 'it takes the host of all other modules down; what it hands to shutdown is held by power.spec.ts';

/** What needs a master, or takes the machine down. */
export const toolbox: ToolboxModule = {
  module: 'artifact',
  functions: [
    { call: ['cp.push', '/etc/hostname'], refused: /no master/ },
    { call: ['cp.push', '/none'], refused: /there is no \/none/ },
    { call: ['cp.push_text', 'x', '../y'], refused: /cannot be kept/ },
    { call: ['status.ping_master'], refused: /no master/ },
    { call: ['system.reboot', 'at_time=soon'], refused: /at_time/, retcode: 2 },
    { call: ['system.reboot', 'wait=True'], refused: /runs as a daemon/ },
  ],
  skipped: {
    'artifact.collected': elsewhere,
    'cp.push_dir': elsewhere,
    'cp.pushed': elsewhere,
    'system.halt': down,
    'system.poweroff': down,
    'system.shutdown': down,
  },
};

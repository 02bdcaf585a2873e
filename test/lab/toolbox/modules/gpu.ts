import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'gpu',
  functions: [
    { call: ['gpu.devices'], refused: /has no nvidia-smi/ },
    { call: ['gpu.processes'], refused: /has no nvidia-smi/ },
    { call: ['gpu.driver_version'], value: '' },
  ],
  skipped: {
    'gpu.devices': 'the lab has no graphics processor; the forms of several drivers’ output are in the unit spec',
    'gpu.processes': 'the lab has no graphics processor; the forms of its output are in the unit spec',
  },
};

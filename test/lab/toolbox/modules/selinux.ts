import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'selinux',
  functions: [{ call: ['selinux.getenforce'], value: 'Disabled' }],
};

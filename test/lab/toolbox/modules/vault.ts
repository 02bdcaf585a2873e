import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'vault',
  functions: [{ call: ['vault.read_secret', 'secret/app', 'password'], refused: /no secret store/ }],
};

import { defineState } from '../definition.js';
import { CmdRunArgs } from './run.js';
import { commandStep } from './command-step.js';

export const wait = defineState({
  name: 'cmd.wait',
  doc: 'Run a command line when something that it watches changed.',
  args: CmdRunArgs,
  example: '/etc/app.conf:\n  file.managed:\n    - contents: a\nreload app:\n  cmd.wait:\n    - name: app reload\n    - watch:\n      - file: /etc/app.conf\n',
  plan: async () => ({ steps: [], already: 'nothing that it watches changed' }),
  onWatch: async (_host, want, context) => ({ steps: [commandStep({ command: want.name, label: `"${want.name}"` }, want, context)], already: '' }),
});

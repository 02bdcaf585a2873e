import { defineState } from '../definition.js';
import { planCommand } from './parts/run-command.js';
import { CmdRunArgs } from './run.args.js';

export const run = defineState({
  name: 'cmd.run',
  doc: 'Run a command, every time: give it `creates`, `unless`, `onlyif` or `onchanges`.',
  args: CmdRunArgs,
  example: `rebuild the index:
  cmd.run:
    - name: app-index --rebuild
    - cwd: /var/lib/app
    - creates: /var/lib/app/index
`,
  plan: (host, want, context) =>
    planCommand(
      host,
      { line: want.name, want, run: (machine, options) => machine.commands.run(want.name, options) },
      context,
    ),
});

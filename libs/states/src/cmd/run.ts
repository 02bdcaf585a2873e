import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { CommandStateArgs } from './command.args.js';
import { commandStep } from './command-step.js';

export class CmdRunArgs extends CommandStateArgs {
  @Arg({ doc: 'The command line.', type: 'string' })
  name!: string;
}

export const run = defineState({
  name: 'cmd.run',
  doc: 'Run a command line every time; guard it with `unless`, `onlyif`, `creates` or `onchanges`.',
  args: CmdRunArgs,
  example: 'git lfs pull:\n  cmd.run:\n    - cwd: /opt/cortensor-installer\n    - unless: test -s /opt/cortensor-installer/dist/cortensord\n',
  plan: async (_host, want, context) => ({ steps: [commandStep({ command: want.name, label: `"${want.name}"` }, want, context)], already: '' }),
  // As in Salt: it has run already, and what it watches changed: that was one reason, not two.
  onWatch: async (_host, want, context) => ({ steps: [commandStep({ command: want.name, label: `"${want.name}"` }, want, context)], already: '' }),
});

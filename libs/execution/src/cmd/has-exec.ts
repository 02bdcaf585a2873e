import { defineFunction } from '../definition.js';
import { CmdWhichArgs } from './which.js';

export const hasExec = defineFunction({
  name: 'cmd.has_exec',
  doc: 'Whether a program is installed.',
  args: CmdWhichArgs,
  example: 'cmd.has_exec docker',
  looks: true,
  run: async (host, want) => (await host.commands.which(want.cmd)) !== undefined,
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class CmdWhichArgs {
  @Arg({ doc: 'Name of a program.', type: 'string' })
  cmd!: string;
}

export const which = defineFunction({
  name: 'cmd.which',
  doc: 'The absolute path of a program, or nothing where it is not installed.',
  args: CmdWhichArgs,
  example: 'cmd.which git',
  looks: true,
  run: async (host, want) => (await host.commands.which(want.cmd)) ?? null,
});

import { Arg } from '@fleet/arguments';
import { CommandArgs } from './parts/command.args.js';

export class CmdRunArgs extends CommandArgs {
  @Arg({ doc: 'The command line.', type: 'string' })
  name!: string;
}

import { Arg } from '@fleet/arguments';
import { CommandArgs } from './command.args.js';
import type { Value } from '@fleet/values';

export class ScriptArgs {
  @Arg({ doc: 'The script: salt://path, http(s)://… or a path on the minion.', type: 'string' })
  source!: string;

  @Arg({ doc: 'Words to hand to it, as a shell would read them; or a list.', type: 'any', optional: true })
  args?: Value;

  @Arg({ doc: 'Folder to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Text for its standard input.', type: 'string', optional: true })
  stdin?: string;

  @Arg({ doc: 'Account to run as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: CommandArgs['env'];

  @Arg({ doc: 'Its language where it has to be rendered first.', type: 'string', optional: true, oneOf: ['jinja'] })
  template?: string;

  @Arg({ doc: 'File-mode creation mask.', type: 'mode', optional: true })
  umask?: number;

  @Arg({
    doc: 'How long it may take; seconds, or a number with a unit. It is ended after that.',
    type: 'duration',
    optional: true,
  })
  timeout?: number;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}

import { Arg } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';

export class CommandArgs {
  @Arg({ doc: 'Directory to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Account to run as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Environment variables, added to the clean base environment.', type: 'mapping', optional: true })
  env?: ValueMap;

  @Arg({ doc: 'Shell that runs the command.', type: 'string', default: '/bin/sh' })
  shell!: string;

  @Arg({ doc: 'Permission bits that new files do not get.', type: 'mode', optional: true })
  umask?: number;

  @Arg({ doc: 'How long it may take; then it is ended and the state fails.', type: 'duration', optional: true })
  timeout?: number;

  @Arg({
    doc: 'The last line of the output says what happened (changed=no comment=…); True, or a mapping with test_name.',
    type: 'any',
    default: false,
  })
  stateful!: Value;

  @Arg({ doc: 'Leave the output out of changes.', type: 'boolean', default: false })
  hide_output!: boolean;

  @Arg({ doc: 'Exit codes that mean success, besides 0.', type: 'any', optional: true })
  success_retcodes?: Value;

  @Arg({ doc: 'Text given to the command on standard input.', type: 'string', optional: true })
  stdin?: string;

  @Arg({ doc: 'Run nothing where this path exists, or all of these do.', type: 'string or list', optional: true })
  creates?: string[];

  @Arg({
    doc: 'Accepted for trees that set it; output is never written to a terminal here.',
    type: 'boolean',
    optional: true,
  })
  use_vt?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it; the command is logged without its output.',
    type: 'string',
    optional: true,
  })
  output_loglevel?: string;

  @Arg({ doc: 'Ignore the time limit: the command is started and not waited for.', type: 'boolean', optional: true })
  bg?: boolean;
}

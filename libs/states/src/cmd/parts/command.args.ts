import { Arg, NotSupported } from '@fleet/arguments';
import { IsIn } from 'class-validator';
import type { Value, ValueMap } from '@fleet/values';

@NotSupported({
  group: 'the groups are those of the account that `runas` names.',
  root: 'use `chroot` in the command.',
  prepend_path: 'set PATH with `env`.',
  ignore_timeout: 'a command that outlives the run belongs into a unit.',
  success_stdout: 'let the command end with an exit code that tells, or use `success_retcodes`.',
  success_stderr: 'let the command end with an exit code that tells, or use `success_retcodes`.',
  quiet: 'use `hide_output: True`.',
  ignore_retcode: 'list the codes that are fine in `success_retcodes`.',
  password: 'that is of Windows; leave it out.',
  raise_err: 'a command that fails makes the state fail.',
  encoded_cmd: 'there is no Windows here; leave it out.',
})
export class CommandArgs {
  @Arg({ doc: 'Directory to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Account to run as.', type: 'string', optional: true })
  runas?: string;

  @Arg({
    doc: 'Accepted where it says root, which is who runs it; another account is named by runas.',
    type: 'string',
    optional: true,
  })
  @IsIn(['root'], { message: '`user` is not supported here: the account is named by `runas`' })
  user?: string;

  @Arg({ doc: 'Environment variables, added to the clean base environment.', type: 'mapping', optional: true })
  env?: ValueMap;

  @Arg({ doc: 'Shell that runs the command.', type: 'string', default: '/bin/sh' })
  shell!: string;

  @Arg({ doc: 'Permission bits that new files do not get.', type: 'mode', optional: true })
  umask?: number;

  @Arg({ doc: 'How long it may take; then it is ended and the state fails.', type: 'duration', optional: true })
  timeout?: number;

  @Arg({
    doc: 'The last line of the output says what happened (changed=no comment=…): True, or [{test_name: COMMAND}] with what a dry run asks.',
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
    doc: 'With `quiet`, what it says is not told while it runs; no output is ever logged.',
    type: 'string',
    optional: true,
  })
  output_loglevel?: string;

  @Arg({
    doc: 'Accepted where it is False: what is to outlive the run belongs into a unit.',
    type: 'boolean',
    optional: true,
  })
  bg?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it; a string always goes through the shell.',
    type: 'boolean',
    optional: true,
  })
  python_shell?: boolean;
}

import { Arg } from '@fleet/arguments';
import type { CommandOptions } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { ValueMap } from '@fleet/values';

/** What every function of module cmd takes. */
export class CommandArgs {
  @Arg({ doc: 'The command line.', type: 'string' })
  cmd!: string;

  @Arg({ doc: 'Folder to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Account to run as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;

  @Arg({ doc: 'Text for its standard input.', type: 'string', optional: true })
  stdin?: string;

  @Arg({
    doc: 'How long it may take; seconds, or a number with a unit. It is ended after that.',
    type: 'duration',
    optional: true,
  })
  timeout?: number;

  @Arg({ doc: 'File-mode creation mask.', type: 'mode', optional: true })
  umask?: number;

  @Arg({ doc: 'The shell that reads the command line.', type: 'string', default: '/bin/sh' })
  shell!: string;

  @Arg({
    doc: 'Hand the line to the shell; without, it is split at spaces and run as it is.',
    type: 'boolean',
    default: true,
  })
  python_shell!: boolean;
}

export function commandLine(want: CommandArgs): string | [string, ...string[]] {
  if (want.python_shell) return want.cmd;
  const words = want.cmd.split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? want.cmd : (words as [string, ...string[]]);
}

export function commandOptions(want: CommandArgs, signal: AbortSignal): CommandOptions & { shell: string } {
  const environment =
    want.env &&
    Object.fromEntries([...want.env].map(([key, value]) => [String(key), value === null ? '' : pythonStr(value)]));
  return {
    shell: want.shell,
    signal,
    ...(want.cwd !== undefined && { cwd: want.cwd }),
    ...(want.runas !== undefined && { runas: want.runas }),
    ...(environment !== undefined && { env: environment }),
    ...(want.stdin !== undefined && { stdin: want.stdin }),
    ...(want.timeout !== undefined && { timeout: want.timeout }),
    ...(want.umask !== undefined && { umask: want.umask }),
  };
}

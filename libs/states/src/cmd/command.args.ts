import { Arg } from '@fleet/arguments';
import type { CommandOptions } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';

/** What every state of module cmd takes. */
export class CommandStateArgs {
  @Arg({ doc: 'Folder to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Account to run as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;

  @Arg({ doc: 'Text for its standard input.', type: 'string', optional: true })
  stdin?: string;

  @Arg({ doc: 'How long it may take; seconds, or a number with a unit.', type: 'duration', optional: true })
  timeout?: number;

  @Arg({ doc: 'File-mode creation mask.', type: 'mode', optional: true })
  umask?: number;

  @Arg({ doc: 'The shell that reads the command line.', type: 'string', default: '/bin/sh' })
  shell!: string;

  @Arg({ doc: 'Exit codes besides 0 that count as success.', type: 'any', optional: true })
  success_retcodes?: Value;

  @Arg({ doc: 'The last line that the command prints says `changed=yes|no comment="…"`, or is JSON with these keys.', type: 'boolean', default: false })
  stateful!: boolean;

  @Arg({ doc: 'Leave what the command prints out of changes and logs.', type: 'boolean', default: false })
  hide_output!: boolean;
}

export function commandOptions(want: CommandStateArgs, signal: AbortSignal): CommandOptions & { shell: string } {
  const environment = want.env && Object.fromEntries([...want.env].map(([key, value]) => [String(key), value === null ? '' : String(value)]));
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

export function succeeded(want: CommandStateArgs, exitCode: number): boolean {
  if (exitCode === 0) return true;
  const listed = Array.isArray(want.success_retcodes) ? want.success_retcodes : [want.success_retcodes];
  return listed.some((code) => Number(code) === exitCode);
}

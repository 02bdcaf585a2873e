import { Arg } from '@fleet/arguments';
import type { CommandOptions } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { isList, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { shellWords } from './shell-words.js';

/** What every function of module cmd takes. */
export class CommandArgs {
  @Arg({ doc: 'The command line; a list of words is run as it is.', type: 'any' })
  cmd!: Value;

  @Arg({ doc: 'Folder to run in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Text for its standard input.', type: 'string', optional: true })
  stdin?: string;

  @Arg({ doc: 'Account to run as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'The shell that reads the command line.', type: 'string', default: '/bin/sh' })
  shell!: string;

  @Arg({
    doc: 'Hand the line to the shell; without, it is parted into words and run as it is. Default: true from the command line, false in templates and conditions.',
    type: 'boolean',
    optional: true,
  })
  python_shell?: boolean;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;

  @Arg({ doc: 'Take away the blank space at the end of what it prints.', type: 'boolean', default: true })
  rstrip!: boolean;

  @Arg({ doc: 'File-mode creation mask.', type: 'mode', optional: true })
  umask?: number;

  @Arg({
    doc: 'How long it may take; seconds, or a number with a unit. It is ended after that.',
    type: 'duration',
    optional: true,
  })
  timeout?: number;

  @Arg({
    doc: 'How loud its output is logged; with `quiet`, its progress is not shown either.',
    type: 'string',
    default: 'debug',
  })
  output_loglevel!: string;

  @Arg({ doc: 'Answer an empty text, whatever it prints.', type: 'boolean', default: false })
  hide_output!: boolean;

  @Arg({ doc: 'A failing command does not fail the job.', type: 'boolean', default: false })
  ignore_retcode!: boolean;

  @Arg({
    doc: 'A failing command is an error: a template that calls it does not render.',
    type: 'boolean',
    default: false,
  })
  raise_err!: boolean;

  @Arg({ doc: 'Folders to look for programs in before all others, joined by colons.', type: 'string', optional: true })
  prepend_path?: string;

  @Arg({ doc: 'Exit codes, besides 0, that are no failure.', type: 'any', optional: true })
  success_retcodes?: Value;

  @Arg({
    doc: 'Give it no variables but these; commands of fleet always begin with a clean environment.',
    type: 'boolean',
    default: false,
  })
  clean_env!: boolean;

  @Arg({ doc: 'Give it a terminal; fleet gives none.', type: 'boolean', default: false })
  use_vt!: boolean;
}

/** @throws FunctionRefused `bad-arguments` for what is no command line */
export function commandLine(want: CommandArgs): string | [string, ...string[]] {
  // `cmd.run true`: a command line reads the word as a boolean, and a program is meant.
  const given = typeof want.cmd === 'boolean' ? String(want.cmd) : want.cmd;
  if (isList(given)) return wordsOf(given.map((word) => pythonStr(word)));
  if (typeof given !== 'string')
    throw new FunctionRefused('bad-arguments', '`cmd` must be a string or a list of words');
  if (want.python_shell) return given;
  const words = shellWords(given);
  if ('malformed' in words) throw new FunctionRefused('bad-arguments', `${given}: ${words.malformed}`);
  return wordsOf(words);
}

function wordsOf(words: string[]): [string, ...string[]] {
  if (words.length === 0) throw new FunctionRefused('bad-arguments', '`cmd` is empty');
  return words as [string, ...string[]];
}

const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function commandOptions(want: CommandArgs, signal: AbortSignal): CommandOptions & { shell: string } {
  const variables: ValueMap = new Map(want.env ?? []);
  if (want.prepend_path !== undefined)
    variables.set('PATH', `${want.prepend_path}:${pythonStr(variables.get('PATH') ?? usualPath)}`);
  const environment = Object.fromEntries(
    [...variables].map(([key, value]) => [String(key), value === null ? '' : pythonStr(value)]),
  );
  return {
    shell: want.shell,
    signal,
    ...(want.cwd !== undefined && { cwd: want.cwd }),
    ...(want.runas !== undefined && { runas: want.runas }),
    ...(variables.size > 0 && { env: environment }),
    ...(want.stdin !== undefined && { stdin: want.stdin }),
    ...(want.timeout !== undefined && { timeout: want.timeout }),
    ...(want.umask !== undefined && { umask: want.umask }),
  };
}

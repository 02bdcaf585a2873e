import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { checkedLines, lastLines, logFiles, shareOf } from './log-files.js';

export class LogGrepArgs {
  @Arg({ doc: 'What to look for: an extended regular expression, as grep -E reads it.', type: 'string' })
  pattern!: string;

  @Arg({
    doc: 'Absolute path of a log, or a glob for several; what ends in .gz is unpacked on the way.',
    type: 'string',
  })
  path!: string;

  @Arg({ doc: 'How many lines of each, from 1 to 10000: the last ones.', type: 'int', default: 100 })
  lines!: number;

  @Arg({ doc: 'Without regard to case.', type: 'boolean', default: false })
  ignore_case!: boolean;

  @Arg({ doc: 'Take the pattern as it is written, not for an expression.', type: 'boolean', default: false })
  fixed!: boolean;

  @Arg({ doc: 'How many lines around each match to show as well.', type: 'int', default: 0 })
  context!: number;
}

/** What is found passes through `tail`, so that a log of gibibytes that fits line by line needs no room. Its words are arguments, not script. */
const script = 'bytes=$1; file=$2; shift 2; grep "$@" -- "$file" | tail --bytes="$bytes"';
const packedScript = 'bytes=$1; file=$2; shift 2; gzip -dc -- "$file" | grep "$@" | tail --bytes="$bytes"';

export const grep = defineFunction({
  name: 'log.grep',
  doc: 'The last lines of log files that fit a pattern, by path; files without any are left out.',
  args: LogGrepArgs,
  example: "log.grep 'error|panic' '/var/log/cortensor*.log' lines=20",
  looks: true,
  async run(host, want) {
    const lines = checkedLines(want.lines);
    if (want.context < 0 || want.context > 100)
      throw new FunctionRefused('bad-arguments', 'context is a number from 0 to 100');
    const files = await logFiles(host, want.path);
    const most = shareOf(files.length);
    const words = ['--text', want.fixed ? '--fixed-strings' : '--extended-regexp', `--context=${want.context}`];
    if (want.ignore_case) words.push('--ignore-case');
    words.push('-e', want.pattern);
    const found = new Map<Value, Value>();
    for (const file of files) {
      const run = file.endsWith('.gz') ? packedScript : script;
      const result = await host.commands.probe(['sh', '-c', run, 'sh', String(most), file, ...words], {
        outputLimit: 2 * most,
      });
      if (result.stderr !== '') throw new FunctionRefused('failed', `${file}: ${result.stderr.trim()}`);
      if (result.stdout !== '') found.set(file, lastLines(result.stdout, lines));
    }
    return found;
  },
});

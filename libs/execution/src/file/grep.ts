import { Arg, Rest } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export class FileGrepArgs extends PathArgs {
  @Arg({ doc: 'What to look for, as grep(1) reads it.', type: 'string' })
  pattern!: string;

  @Rest({ doc: 'Options for grep(1): -i, -v, -E.', of: 'positional' })
  opts: Value[] = [];
}

export const grep = defineFunction({
  name: 'file.grep',
  doc: 'What grep(1) finds in a file: pid, retcode, stdout and stderr.',
  args: FileGrepArgs,
  example: "file.grep /etc/passwd '^root'",
  looks: true,
  async run(host, want) {
    const options = want.opts.flatMap((option) => String(option).split(/\s+/));
    const result = await host.commands.probe(['grep', ...options, '-e', want.pattern, '--', want.path]);
    return new Map<Value, Value>([
      ['pid', result.pid],
      ['retcode', result.exitCode],
      ['stdout', result.stdout],
      ['stderr', result.stderr],
    ]);
  },
});

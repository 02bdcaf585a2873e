import { Arg } from '@fleet/arguments';
import { searchPattern } from '@fleet/targeting';
import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { textOf } from './text-of.js';

export class FileSearchArgs extends PathArgs {
  @Arg({ doc: 'A regular expression; `^` and `$` stand for the ends of lines.', type: 'string' })
  pattern!: string;

  @Arg({ doc: "Python's flags of the expression: 8, or a list of MULTILINE and IGNORECASE.", type: 'any', default: 8 })
  flags!: unknown;

  @Arg({ doc: 'How much to read at once; fleet reads all.', type: 'any', default: 1 })
  bufsize!: unknown;

  @Arg({ doc: 'Answer false where there is no file.', type: 'boolean', default: false })
  ignore_if_missing!: boolean;

  @Arg({ doc: 'Let the expression reach over lines; it does either way.', type: 'boolean', default: false })
  multiline!: boolean;
}

export const search = defineFunction({
  name: 'file.search',
  doc: 'Whether a regular expression is found in a file.',
  args: FileSearchArgs,
  example: "file.search /etc/ssh/sshd_config '^PermitRootLogin no'",
  looks: true,
  async run(host, want) {
    const ignoreCase = want.flags === 2 || want.flags === 10 || /IGNORECASE/i.test(String(want.flags));
    const pattern = searchPattern(want.pattern, { multiline: true, ignoreCase });
    if ('malformed' in pattern) throw new FunctionRefused('bad-arguments', `file.search: ${pattern.malformed}`);
    const text = await textOf(host, want.path);
    if (text !== undefined) return pattern.finds(text);
    if (want.ignore_if_missing) return false;
    throw new FunctionRefused('not-found', `there is no file ${want.path}`);
  },
});

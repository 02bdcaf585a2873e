import { Arg, NotSupported } from '@fleet/arguments';
import { backupWish, compilePattern, replaceEdit } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { answerOf, editFile } from './edit-file.js';
import { PathArgs } from './path.args.js';
import { textOf } from './text-of.js';

@NotSupported({
  backslash_literal: 'write each backslash of `repl` twice.',
  preserve_inode: 'files are replaced in one step; owner and mode stay.',
})
export class FileReplaceArgs extends PathArgs {
  @Arg({ doc: "Regular expression, as Python's.", type: 'string' })
  pattern!: string;

  @Arg({ doc: 'What replaces a match; \\1 and \\g<name> stand for groups.', type: 'string' })
  repl!: string;

  @Arg({ doc: 'How many matches to replace; 0 is all.', type: 'int', default: 0 })
  count!: number;

  @Arg({
    doc: "Python's flags by name (IGNORECASE, MULTILINE, DOTALL, VERBOSE, ASCII) or by their bits.",
    type: 'string or list',
    default: 'MULTILINE',
  })
  flags!: string[];

  @Arg({ doc: 'Accepted for scripts that set it; files are read whole.', type: 'any', optional: true })
  bufsize?: unknown;

  @Arg({ doc: 'Where nothing matches and the replacement is not there: append it.', type: 'boolean', default: false })
  append_if_not_found!: boolean;

  @Arg({ doc: 'Where nothing matches and the replacement is not there: prepend it.', type: 'boolean', default: false })
  prepend_if_not_found!: boolean;

  @Arg({ doc: 'What to append or prepend instead of repl.', type: 'string', optional: true })
  not_found_content?: string;

  @Arg({
    doc: 'Extension of a copy of the old content, or minion for one in the cache; False keeps none.',
    type: 'any',
    default: '.bak',
  })
  backup!: string | boolean;

  @Arg({ doc: 'Only answer what would change.', type: 'boolean', default: false })
  dry_run!: boolean;

  @Arg({ doc: 'Only answer whether anything matches.', type: 'boolean', default: false })
  search_only!: boolean;

  @Arg({ doc: 'Answer the difference; False answers whether there is one.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({ doc: 'A file that does not exist is fine.', type: 'boolean', default: false })
  ignore_if_missing!: boolean;
}

export const replace = defineFunction({
  name: 'file.replace',
  doc: 'Replace what a regular expression matches in a file, and answer the difference.',
  args: FileReplaceArgs,
  example: "file.replace /etc/ssh/sshd_config '^#?PermitRootLogin .*$' 'PermitRootLogin no'",
  async run(host, want, context) {
    if (want.search_only) return matches(host, want);
    const edited = await editFile(host, context, {
      path: absolutePath(want.path),
      absent: want.ignore_if_missing ? 'ignore' : 'refuse',
      edit: replaceEdit(want),
      backup: backupWish(want.backup),
      dryRun: want.dry_run,
    });
    return answerOf(edited, want.show_changes);
  },
});

async function matches(host: HostView, want: FileReplaceArgs): Promise<boolean> {
  const pattern = compilePattern(want.pattern, want.flags, { ascii: true });
  if (typeof pattern === 'string') throw new FunctionRefused('bad-arguments', pattern);
  const text = await textOf(host, want.path);
  if (text !== undefined) return pattern.search(text) !== undefined;
  if (want.ignore_if_missing) return false;
  throw new FunctionRefused('not-found', `there is no file ${want.path}`);
}

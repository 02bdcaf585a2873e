import { Arg, NotSupported } from '@fleet/arguments';
import { backupWish, replaceEdit } from '@fleet/edits';
import { defineState } from '../definition.js';
import { planEdit } from './parts/edit.js';

@NotSupported({
  backslash_literal: 'write each backslash of `repl` twice.',
})
export class FileReplaceArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: "Regular expression, as Python's with MULTILINE.", type: 'string' })
  pattern!: string;

  @Arg({ doc: 'What replaces a match; \\1 and \\g<name> stand for groups.', type: 'string' })
  repl!: string;

  @Arg({ doc: 'How many matches to replace; 0 is all.', type: 'int', default: 0 })
  count!: number;

  @Arg({ doc: 'Flags: IGNORECASE, MULTILINE, DOTALL, VERBOSE, ASCII.', type: 'string or list', default: 'MULTILINE' })
  flags!: string[];

  @Arg({ doc: 'Where nothing matches and the replacement is not there: append it.', type: 'boolean', default: false })
  append_if_not_found!: boolean;

  @Arg({ doc: 'Where nothing matches and the replacement is not there: prepend it.', type: 'boolean', default: false })
  prepend_if_not_found!: boolean;

  @Arg({ doc: 'What to append or prepend instead of repl.', type: 'string', optional: true })
  not_found_content?: string;

  @Arg({ doc: 'Extension of a copy of the old content; False keeps none.', type: 'any', default: '.bak' })
  backup!: string | boolean;

  @Arg({ doc: 'Show the difference.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({ doc: 'A file that does not exist is fine.', type: 'boolean', default: false })
  ignore_if_missing!: boolean;

  @Arg({ doc: 'Accepted for trees that set it; files are read whole.', type: 'any', optional: true })
  bufsize?: string | number;
}

export const replace = defineState({
  name: 'file.replace',
  doc: 'Replace what a regular expression matches in a file.',
  args: FileReplaceArgs,
  example: `/etc/ssh/sshd_config:
  file.replace:
    - pattern: '^#?PermitRootLogin .*$'
    - repl: PermitRootLogin no
    - append_if_not_found: True
`,
  async plan(host, want, context) {
    const options = {
      path: want.name,
      absent: want.ignore_if_missing ? ('ignore' as const) : ('error' as const),
      backup: backupWish(want.backup),
      showChanges: want.show_changes,
      already: 'no changes needed to be made',
      done: 'Changes were made',
    };
    return planEdit(host, options, context, replaceEdit(want));
  },
});

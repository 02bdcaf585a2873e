import { Arg, NotSupported } from '@fleet/arguments';
import { lineEdit } from '@fleet/edits';
import { defineState } from '../definition.js';
import { planEdit } from './parts/edit.js';

@NotSupported({
  backup: 'keep a copy with `file.copy` first.',
  user: 'manage owner and mode with `file.managed` and `replace: False`.',
  group: 'manage owner and mode with `file.managed` and `replace: False`.',
  file_mode: 'manage owner and mode with `file.managed` and `replace: False`.',
})
export class FileLineArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The line.', type: 'string', optional: true })
  content?: string;

  @Arg({
    doc: 'ensure: have it once at its place; replace: put it where `match` is found; insert: add it; delete: remove what matches.',
    type: 'string',
    oneOf: ['ensure', 'replace', 'insert', 'delete'],
  })
  mode!: 'ensure' | 'replace' | 'insert' | 'delete';

  @Arg({
    doc: 'Regular expression (or text) of the line to replace or delete; default: the content.',
    type: 'string',
    optional: true,
  })
  match?: string;

  @Arg({ doc: 'Where to insert: start or end.', type: 'string', oneOf: ['start', 'end'], optional: true })
  location?: 'start' | 'end';

  @Arg({ doc: 'Regular expression of the line that it stands before.', type: 'string', optional: true })
  before?: string;

  @Arg({ doc: 'Regular expression of the line that it stands after.', type: 'string', optional: true })
  after?: string;

  @Arg({ doc: 'Give it the indentation of the line beside it.', type: 'boolean', default: true })
  indent!: boolean;

  @Arg({ doc: 'Make the file where it does not exist.', type: 'boolean', default: false })
  create!: boolean;

  @Arg({ doc: 'Show the difference.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({ doc: 'Do nothing, quietly, where the place is not found.', type: 'boolean', default: false })
  quiet!: boolean;
}

export const line = defineState({
  name: 'file.line',
  doc: 'Keep one line at its place in a file, or out of it.',
  args: FileLineArgs,
  example: `/etc/sysctl.conf:
  file.line:
    - mode: ensure
    - content: vm.swappiness = 10
    - after: '^# swap'
`,
  async plan(host, want, context) {
    const options = {
      path: want.name,
      absent: want.create ? ('empty' as const) : ('error' as const),
      showChanges: want.show_changes,
      already: 'no changes needed to be made',
      done: 'Changes were made',
    };
    return planEdit(host, options, context, lineEdit({ ...want, path: want.name }));
  },
});

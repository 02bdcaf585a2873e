import { Arg } from '@fleet/arguments';
import { backupWish, lineEdit } from '@fleet/edits';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { answerOf, editFile } from './edit-file.js';
import { PathArgs } from './path.args.js';

export class FileLineArgs extends PathArgs {
  @Arg({ doc: 'The line.', type: 'string', optional: true })
  content?: string;

  @Arg({
    doc: 'Regular expression (or text) of the line to replace or delete; default: the content.',
    type: 'string',
    optional: true,
  })
  match?: string;

  @Arg({
    doc: 'ensure: have it once at its place; replace: put it where `match` is found; insert: add it; delete: remove what matches.',
    type: 'string',
    oneOf: ['ensure', 'replace', 'insert', 'delete'],
  })
  mode!: 'ensure' | 'replace' | 'insert' | 'delete';

  @Arg({ doc: 'Where to insert: start or end.', type: 'string', oneOf: ['start', 'end'], optional: true })
  location?: 'start' | 'end';

  @Arg({ doc: 'Regular expression of the line that it stands before.', type: 'string', optional: true })
  before?: string;

  @Arg({ doc: 'Regular expression of the line that it stands after.', type: 'string', optional: true })
  after?: string;

  @Arg({ doc: 'Answer the difference; False answers whether there is one.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({
    doc: 'Extension of a copy of the old content, or minion for one in the cache; False keeps none.',
    type: 'any',
    default: false,
  })
  backup!: string | boolean;

  @Arg({ doc: 'Do nothing where the place is not found.', type: 'boolean', default: false })
  quiet!: boolean;

  @Arg({ doc: 'Give it the indentation of the line beside it.', type: 'boolean', default: true })
  indent!: boolean;
}

export const line = defineFunction({
  name: 'file.line',
  doc: 'Put one line at its place in a file, or out of it, and answer the difference.',
  args: FileLineArgs,
  example: "file.line /etc/sysctl.conf 'vm.swappiness = 10' mode=ensure after='^# swap'",
  async run(host, want, context) {
    const path = absolutePath(want.path);
    const edited = await editFile(host, context, { path, edit: lineEdit(want), backup: backupWish(want.backup) });
    return answerOf(edited, want.show_changes);
  },
});

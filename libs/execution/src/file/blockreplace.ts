import { Arg, NotSupported } from '@fleet/arguments';
import { backupWish, blockEdit } from '@fleet/edits';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { answerOf, editFile } from './edit-file.js';
import { PathArgs } from './path.args.js';

@NotSupported({
  insert_before_match: 'put the markers into the file, or use `append_if_not_found`.',
  insert_after_match: 'put the markers into the file, or use `append_if_not_found`.',
})
export class FileBlockreplaceArgs extends PathArgs {
  @Arg({ doc: 'Text that the line before the block holds.', type: 'string', default: '#-- start managed zone --' })
  marker_start!: string;

  @Arg({ doc: 'Text that the line after the block holds.', type: 'string', default: '#-- end managed zone --' })
  marker_end!: string;

  @Arg({ doc: 'The block, without its markers.', type: 'string', default: '' })
  content!: string;

  @Arg({ doc: 'Where there are no markers: append them with the block.', type: 'boolean', default: false })
  append_if_not_found!: boolean;

  @Arg({ doc: 'Where there are no markers: prepend them with the block.', type: 'boolean', default: false })
  prepend_if_not_found!: boolean;

  @Arg({
    doc: 'Extension of a copy of the old content, or minion for one in the cache; False keeps none.',
    type: 'any',
    default: '.bak',
  })
  backup!: string | boolean;

  @Arg({ doc: 'Only answer what would change.', type: 'boolean', default: false })
  dry_run!: boolean;

  @Arg({ doc: 'Answer the difference; False answers whether there is one.', type: 'boolean', default: true })
  show_changes!: boolean;

  @Arg({
    doc: 'Accepted for scripts that set it; the end marker always stands on a line of its own.',
    type: 'boolean',
    optional: true,
  })
  append_newline?: boolean;
}

export const blockreplace = defineFunction({
  name: 'file.blockreplace',
  doc: 'Replace what stands between two marker lines of a file, and answer the difference.',
  args: FileBlockreplaceArgs,
  example: "file.blockreplace /etc/hosts '# begin' '# end' '10.0.0.2 db' append_if_not_found=True",
  async run(host, want, context) {
    const edited = await editFile(host, context, {
      path: absolutePath(want.path),
      edit: blockEdit(want, want.content),
      backup: backupWish(want.backup),
      dryRun: want.dry_run,
    });
    return answerOf(edited, want.show_changes);
  },
});

import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { placeFile } from './place-file.js';
import { readBytes } from './tree-files.js';

export class CpGetFileArgs {
  @Arg({ doc: 'The file: salt://path.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Where to put it; a folder gets it under its own name.', type: 'string' })
  dest!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'Make the folders above.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({
    doc: 'Render `path` and `dest` first; fleet does not: render the call instead.',
    type: 'string',
    optional: true,
  })
  template?: string;

  @Arg({ doc: 'How to pack it on its way; fleet sends files by their content.', type: 'int', optional: true })
  gzip?: number;
}

export const getFile = defineFunction({
  name: 'cp.get_file',
  doc: 'Copy a file of the state tree to a path on the minion: that path, or an empty text where there is no such file.',
  args: CpGetFileArgs,
  example: 'cp.get_file salt://app/app.conf /etc/app.conf',
  async run(host, want, context) {
    if (want.template !== undefined)
      throw new FunctionRefused('bad-arguments', 'cp.get_file: paths are not rendered here; write the rendered path');
    const content = await readBytes(host, context, want.path, want.saltenv);
    if (!content) return '';
    return placeFile(host, content, { ...want, name: posix.basename(want.path.replace(/\?.*$/, '')) });
  },
});

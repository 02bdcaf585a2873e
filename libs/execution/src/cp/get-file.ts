import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { defineFunction, type FunctionContext } from '../definition.js';
import { renderer } from '../slsutil/renderer.js';
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
    doc: 'Render `path` and `dest` first, with grains and pillar.',
    type: 'string',
    oneOf: ['jinja'],
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
    const [path, dest] =
      want.template === undefined
        ? [want.path, want.dest]
        : [await rendered(host, want.path, context), await rendered(host, want.dest, context)];
    const content = await readBytes(host, context, path, want.saltenv);
    if (!content) return '';
    return placeFile(host, content, { ...want, dest, name: posix.basename(path.replace(/\?.*$/, '')) });
  },
});

/** A path that holds template expressions: `salt://{{ grains.os }}/vimrc`. */
async function rendered(host: Host, string: string, context: FunctionContext): Promise<string> {
  return String(await renderer.run(host, { string, default_renderer: 'jinja', names: new Map() }, context)).trim();
}

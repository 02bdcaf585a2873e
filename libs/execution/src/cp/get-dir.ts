import { posix } from 'node:path';
import { Arg, NotSupported } from '@fleet/arguments';
import { parseSaltUrl } from '@fleet/fileserver';
import { defineFunction, FunctionRefused } from '../definition.js';
import { placeFile } from './place-file.js';
import { pathsBelow, readBytes } from './tree-files.js';

@NotSupported({ template: 'write the rendered paths.' })
export class CpGetDirArgs {
  @Arg({ doc: 'The folder: salt://path.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Absolute path of the folder that it is put into, under its own name.', type: 'string' })
  dest!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'How to pack it on its way; fleet sends files by their content.', type: 'int', optional: true })
  gzip?: number;
}

export const getDir = defineFunction({
  name: 'cp.get_dir',
  doc: 'Copy a folder of the state tree into a folder of the minion: the paths of the copies, empty where there is no such folder.',
  args: CpGetDirArgs,
  example: 'cp.get_dir salt://app/files /srv/app',
  async run(host, want, context) {
    const url = parseSaltUrl(want.path.replace(/(?<=[^/])\/+$/, ''), want.saltenv);
    if (typeof url === 'string') throw new FunctionRefused('bad-arguments', url);
    if (!want.dest.startsWith('/')) throw new FunctionRefused('bad-arguments', `${want.dest} is not an absolute path`);
    const above = posix.dirname(url.path);
    const copies: string[] = [];
    for (const path of await pathsBelow(context, url.environment, `${url.path}/`)) {
      const content = await readBytes(host, context, `salt://${path}`, url.environment);
      if (!content) throw new FunctionRefused('failed', `${path} left the state tree while it was copied`);
      const dest = posix.join(want.dest, above === '.' ? path : path.slice(above.length + 1));
      copies.push(await placeFile(host, content, { dest, name: posix.basename(path), makedirs: true }));
    }
    return copies;
  },
});

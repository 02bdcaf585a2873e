import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';

export class CpGetFileStrArgs {
  @Arg({ doc: 'The file: salt://path, or a path on the minion.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}

export const getFileStr = defineFunction({
  name: 'cp.get_file_str',
  doc: 'Text of a file of the state tree, or of the minion.',
  args: CpGetFileStrArgs,
  example: 'cp.get_file_str salt://cortensord/defaults.yaml',
  async run(host, want, context) {
    if (!want.path.startsWith('salt://')) return (await host.files.read(want.path)).toString('utf8');
    const path = want.path.slice('salt://'.length).replace(/^\/+/, '');
    if (path.split('/').includes('..'))
      throw new FunctionRefused('bad-arguments', `${want.path} leaves the root of the state tree`);
    const tree = await context.tree();
    if (!(await tree.entry(want.saltenv, path)))
      throw new FunctionRefused('not-found', `the state tree has no ${want.path} in environment ${want.saltenv}`);
    return (await tree.read(want.saltenv, path)).toString('utf8');
  },
});

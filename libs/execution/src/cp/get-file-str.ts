import { Arg } from '@fleet/arguments';
import { parseSaltUrl } from '@fleet/fileserver';
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
    const url = parseSaltUrl(want.path, want.saltenv);
    if (typeof url === 'string') throw new FunctionRefused('bad-arguments', url);
    const tree = await context.tree();
    if (!(await tree.entry(url.environment, url.path)))
      throw new FunctionRefused('not-found', `the state tree has no ${want.path} in environment ${url.environment}`);
    return (await tree.read(url.environment, url.path)).toString('utf8');
  },
});

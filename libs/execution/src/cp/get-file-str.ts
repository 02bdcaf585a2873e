import { defineFunction } from '../definition.js';
import { CpPathArgs } from './path.args.js';
import { readText } from './tree-files.js';

export const getFileStr = defineFunction({
  name: 'cp.get_file_str',
  doc: 'Text of a file of the state tree, or of the minion; false where there is none.',
  args: CpPathArgs,
  example: 'cp.get_file_str salt://cortensord/defaults.yaml',
  looks: true,
  run: async (host, want, context) => (await readText(host, context, want.path, want.saltenv)) ?? false,
});

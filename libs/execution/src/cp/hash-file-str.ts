import { defineFunction } from '../definition.js';
import { CpPathArgs } from './path.args.js';
import { digestOfFile } from './tree-files.js';

export const hashFileStr = defineFunction({
  name: 'cp.hash_file_str',
  doc: 'The digest of a file of the state tree, or of the minion; an empty text where there is no such file.',
  args: CpPathArgs,
  example: 'cp.hash_file_str salt://app/app.conf',
  looks: true,
  run: async (host, want, context) => (await digestOfFile(host, context, want.path, want.saltenv)) ?? '',
});

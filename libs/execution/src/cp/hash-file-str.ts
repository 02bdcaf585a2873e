import { createHash } from 'node:crypto';
import { defineFunction } from '../definition.js';
import { CpPathArgs } from './path.args.js';
import { readBytes } from './tree-files.js';

export const hashFileStr = defineFunction({
  name: 'cp.hash_file_str',
  doc: 'The digest of a file of the state tree, or of the minion; an empty text where there is no such file.',
  args: CpPathArgs,
  example: 'cp.hash_file_str salt://app/app.conf',
  looks: true,
  async run(host, want, context) {
    const content = await readBytes(host, context, want.path, want.saltenv);
    return content ? createHash('sha256').update(content).digest('hex') : '';
  },
});

import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { CpPathArgs } from './path.args.js';
import { digestOfFile } from './tree-files.js';

export const hashFile = defineFunction({
  name: 'cp.hash_file',
  doc: 'The digest of a file of the state tree, or of the minion, and its kind; nothing where there is no such file.',
  args: CpPathArgs,
  example: 'cp.hash_file salt://app/app.conf',
  looks: true,
  async run(host, want, context) {
    const hsum = await digestOfFile(host, context, want.path, want.saltenv);
    if (hsum === undefined) return new Map();
    return new Map<Value, Value>([
      ['hash_type', 'sha256'],
      ['hsum', hsum],
    ]);
  },
});

import { defineFunction } from '../definition.js';
import { FileGetHashArgs } from './get-hash.js';

export const getSum = defineFunction({
  name: 'file.get_sum',
  doc: 'The digest of the content of a file, in hex; the other word for file.get_hash.',
  args: FileGetHashArgs,
  example: 'file.get_sum /usr/local/bin/cortensord sha512',
  looks: true,
  run: (host, want) => host.files.hash(want.path, want.form),
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export class FileGetHashArgs extends PathArgs {
  @Arg({ doc: 'The digest to use.', type: 'string', default: 'sha256', oneOf: ['md5', 'sha1', 'sha256', 'sha512'] })
  form!: 'md5' | 'sha1' | 'sha256' | 'sha512';
}

export const getHash = defineFunction({
  name: 'file.get_hash',
  doc: 'The digest of the content of a file, in hex.',
  args: FileGetHashArgs,
  example: 'file.get_hash /usr/local/bin/cortensord',
  looks: true,
  run: (host, want) => host.files.hash(want.path, want.form),
});

import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';

export class FileCheckHashArgs extends PathArgs {
  @Arg({
    doc: 'The digest that it should have: algorithm:hex (or with =, which a command line takes for an argument), or hex alone.',
    type: 'string',
  })
  file_hash!: string;
}

const byLength: Readonly<Record<number, 'md5' | 'sha1' | 'sha256' | 'sha512'>> = {
  32: 'md5',
  40: 'sha1',
  64: 'sha256',
  128: 'sha512',
};

export const checkHash = defineFunction({
  name: 'file.check_hash',
  doc: 'Whether the content of a file has a digest.',
  args: FileCheckHashArgs,
  example: 'file.check_hash /etc/hostname md5:d41d8cd98f00b204e9800998ecf8427e',
  looks: true,
  async run(host, want) {
    const [, named, hex = ''] = /^(?:(md5|sha1|sha256|sha512)[=:])?([0-9a-fA-F]+)$/.exec(want.file_hash) ?? [];
    const algorithm = (named as 'md5' | undefined) ?? byLength[hex.length];
    if (!algorithm) throw new FunctionRefused('bad-arguments', `${want.file_hash} is no digest`);
    return (await host.files.hash(want.path, algorithm)) === hex.toLowerCase();
  },
});

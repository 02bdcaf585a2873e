import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { algorithms, digestOf, type Algorithm } from './digest-of.js';

export class HashutilDigestFileArgs {
  @Arg({ doc: 'An absolute path on the minion.', type: 'string' })
  infile!: string;

  @Arg({ doc: 'The digest to use.', type: 'string', default: 'md5', oneOf: algorithms })
  checksum!: Algorithm;
}

export const digestFile = defineFunction({
  name: 'hashutil.digest_file',
  doc: 'The digest of the content of a file, in hex.',
  args: HashutilDigestFileArgs,
  example: 'hashutil.digest_file /etc/hostname sha256',
  looks: true,
  async run(host, want) {
    // These are counted while the file is read, whatever its size.
    if (want.checksum !== 'sha224' && want.checksum !== 'sha384') return host.files.hash(want.infile, want.checksum);
    return digestOf(await host.files.read(want.infile), want.checksum);
  },
});

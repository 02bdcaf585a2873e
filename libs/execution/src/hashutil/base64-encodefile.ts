import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { base64Lines } from './base64-lines.js';

export class HashutilBase64EncodefileArgs {
  @Arg({ doc: 'An absolute path on the minion.', type: 'string' })
  fname!: string;
}

export const base64Encodefile = defineFunction({
  name: 'hashutil.base64_encodefile',
  doc: 'The content of a file in Base64, in lines of 76 characters.',
  args: HashutilBase64EncodefileArgs,
  example: 'hashutil.base64_encodefile /etc/hostname',
  looks: true,
  run: async (host, want) => base64Lines(await host.files.read(want.fname, { limit: 1024 * 1024 })),
});

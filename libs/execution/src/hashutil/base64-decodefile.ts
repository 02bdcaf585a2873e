import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { bytesOfBase64 } from './decode-base64.js';

export class HashutilBase64DecodefileArgs {
  @Arg({ doc: 'The Base64.', type: 'string' })
  instr!: string;

  @Arg({ doc: 'Absolute path of the file that the bytes are written to.', type: 'string' })
  outfile!: string;
}

export const base64Decodefile = defineFunction({
  name: 'hashutil.base64_decodefile',
  doc: 'Write what Base64 stands for to a file, in one step; it need not be text.',
  args: HashutilBase64DecodefileArgs,
  example: 'hashutil.base64_decodefile Zmxl /etc/app.key',
  async run(host, want) {
    await host.files.write(want.outfile, bytesOfBase64(want.instr));
    return true;
  },
});

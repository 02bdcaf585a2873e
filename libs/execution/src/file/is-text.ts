import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { beginningOf } from './beginning-of.js';
import { PathArgs } from './path.args.js';

export class FileIsTextArgs extends PathArgs {
  @Arg({ doc: 'How many bytes of it to look at.', type: 'int', default: 512 })
  blocksize!: number;
}

export const isText = defineFunction({
  name: 'file.is_text',
  doc: 'Whether a file begins with text: UTF-8, or mostly plain letters, without a byte of zero; false where there is none.',
  args: FileIsTextArgs,
  example: 'file.is_text /etc/hostname',
  looks: true,
  async run(host, want) {
    const bytes = await beginningOf(host, want.path, want.blocksize);
    if (bytes === undefined || bytes.includes(0)) return false;
    return isUtf8(bytes) || bytes.filter((byte) => !isPlain(byte)).length <= 0.3 * bytes.length;
  },
});

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What is printed on a plain terminal, or moves its cursor. */
function isPlain(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || [8, 9, 10, 12, 13].includes(byte);
}

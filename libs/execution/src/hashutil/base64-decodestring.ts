import { defineQuick } from '../definition.js';
import { decodeBase64 } from './decode-base64.js';
import { TextArgs } from './text.args.js';

export const base64Decodestring = defineQuick({
  name: 'hashutil.base64_decodestring',
  doc: 'The text that lines of Base64 stand for.',
  args: TextArgs,
  example: 'hashutil.base64_decodestring Zmxl',
  now: (want) => decodeBase64(want.instr),
});

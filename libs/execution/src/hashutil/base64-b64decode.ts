import { defineQuick } from '../definition.js';
import { decodeBase64 } from './decode-base64.js';
import { TextArgs } from './text.args.js';

export const base64B64decode = defineQuick({
  name: 'hashutil.base64_b64decode',
  doc: 'The text that Base64 stands for.',
  args: TextArgs,
  example: 'hashutil.base64_b64decode Zmxl',
  now: (want) => decodeBase64(want.instr),
});

import { defineQuick } from '../definition.js';
import { base64Lines } from './base64-lines.js';
import { TextArgs } from './text.args.js';

export const base64Encodestring = defineQuick({
  name: 'hashutil.base64_encodestring',
  doc: 'A text in Base64, in lines of 76 characters.',
  args: TextArgs,
  example: 'hashutil.base64_encodestring fleet',
  now: (want) => base64Lines(want.instr),
});

import { defineQuick } from '../definition.js';
import { TextArgs } from './text.args.js';

export const base64B64encode = defineQuick({
  name: 'hashutil.base64_b64encode',
  doc: 'A text in Base64, on one line.',
  args: TextArgs,
  example: 'hashutil.base64_b64encode fleet',
  now: (want) => Buffer.from(want.instr).toString('base64'),
});

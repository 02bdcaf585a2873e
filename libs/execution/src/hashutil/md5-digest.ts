import { defineQuick } from '../definition.js';
import { digestOf } from './digest-of.js';
import { TextArgs } from './text.args.js';

export const md5Digest = defineQuick({
  name: 'hashutil.md5_digest',
  doc: 'The MD5 of a text, in hex.',
  args: TextArgs,
  example: 'hashutil.md5_digest fleet',
  now: (want) => digestOf(want.instr, 'md5'),
});

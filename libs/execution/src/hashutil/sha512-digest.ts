import { defineQuick } from '../definition.js';
import { digestOf } from './digest-of.js';
import { TextArgs } from './text.args.js';

export const sha512Digest = defineQuick({
  name: 'hashutil.sha512_digest',
  doc: 'The SHA-512 of a text, in hex.',
  args: TextArgs,
  example: 'hashutil.sha512_digest fleet',
  now: (want) => digestOf(want.instr, 'sha512'),
});

import { defineQuick } from '../definition.js';
import { digestOf } from './digest-of.js';
import { TextArgs } from './text.args.js';

export const sha256Digest = defineQuick({
  name: 'hashutil.sha256_digest',
  doc: 'The SHA-256 of a text, in hex.',
  args: TextArgs,
  example: 'hashutil.sha256_digest fleet',
  now: (want) => digestOf(want.instr, 'sha256'),
});

import { defineQuick } from '../definition.js';
import { DigestArgs, digestOf } from './digest-of.js';

export const digest = defineQuick({
  name: 'hashutil.digest',
  doc: 'The digest of a text, in hex.',
  args: DigestArgs,
  example: 'hashutil.digest fleet sha256',
  now: (want) => digestOf(want.instr, want.checksum),
});

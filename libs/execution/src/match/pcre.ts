import { defineQuick } from '../definition.js';
import { MatchIdArgs } from './id.args.js';
import { ownMatch } from './own-match.js';

export const pcre = defineQuick({
  name: 'match.pcre',
  doc: "Whether a regular expression fits the beginning of this minion's id.",
  args: MatchIdArgs,
  example: "match.pcre 'web[0-9]+'",
  now: (want, known) => ownMatch('pcre', want.tgt, known, want.minion_id),
});

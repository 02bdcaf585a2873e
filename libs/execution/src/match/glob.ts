import { defineQuick } from '../definition.js';
import { MatchIdArgs } from './id.args.js';
import { ownMatch } from './own-match.js';

export const glob = defineQuick({
  name: 'match.glob',
  doc: "Whether a glob fits this minion's id.",
  args: MatchIdArgs,
  example: "match.glob 'web*'",
  now: (want, known) => ownMatch('glob', want.tgt, known, want.minion_id),
});

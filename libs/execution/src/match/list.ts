import { defineQuick } from '../definition.js';
import { MatchIdArgs } from './id.args.js';
import { ownMatch } from './own-match.js';

export const list = defineQuick({
  name: 'match.list',
  doc: "Whether this minion's id is in a list of ids.",
  args: MatchIdArgs,
  example: 'match.list web1,web2',
  now: (want, known) => ownMatch('list', want.tgt, known, want.minion_id),
});

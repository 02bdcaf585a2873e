import { defineQuick } from '../definition.js';
import { MatchIdArgs } from './id.args.js';
import { ownMatch } from './own-match.js';

export const compound = defineQuick({
  name: 'match.compound',
  doc: 'Whether a compound target means this minion.',
  args: MatchIdArgs,
  example: "match.compound 'web* and G@os:Debian'",
  needs: ['grains', 'pillar'],
  now: (want, known) => ownMatch('compound', want.tgt, known, want.minion_id),
});

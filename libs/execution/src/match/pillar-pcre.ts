import { defineQuick } from '../definition.js';
import { MatchDataArgs } from './data.args.js';
import { ownDataMatch } from './own-match.js';

export const pillarPcre = defineQuick({
  name: 'match.pillar_pcre',
  doc: 'Whether a value of the pillar is what a regular expression says.',
  args: MatchDataArgs,
  example: "match.pillar_pcre 'role:(executor|router)'",
  needs: ['pillar'],
  now: (want, known) => ownDataMatch('J', want.tgt, want.delimiter, known),
});

import { defineQuick } from '../definition.js';
import { MatchDataArgs } from './data.args.js';
import { ownDataMatch } from './own-match.js';

export const pillar = defineQuick({
  name: 'match.pillar',
  doc: 'Whether a value of the pillar is what a glob says.',
  args: MatchDataArgs,
  example: 'match.pillar role:executor',
  needs: ['pillar'],
  now: (want, known) => ownDataMatch('I', want.tgt, want.delimiter, known),
});

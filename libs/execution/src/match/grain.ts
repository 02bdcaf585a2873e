import { defineQuick } from '../definition.js';
import { MatchDataArgs } from './data.args.js';
import { ownDataMatch } from './own-match.js';

export const grain = defineQuick({
  name: 'match.grain',
  doc: 'Whether a grain is what a glob says.',
  args: MatchDataArgs,
  example: 'match.grain os:Debian',
  needs: ['grains'],
  now: (want, known) => ownDataMatch('G', want.tgt, want.delimiter, known),
});

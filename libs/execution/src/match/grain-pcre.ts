import { defineQuick } from '../definition.js';
import { MatchDataArgs } from './data.args.js';
import { ownDataMatch } from './own-match.js';

export const grainPcre = defineQuick({
  name: 'match.grain_pcre',
  doc: 'Whether a grain is what a regular expression says.',
  args: MatchDataArgs,
  example: "match.grain_pcre 'os:(Debian|Ubuntu)'",
  needs: ['grains'],
  now: (want, known) => ownDataMatch('P', want.tgt, want.delimiter, known),
});

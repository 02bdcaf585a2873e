import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';
import { ownMatch } from './own-match.js';

export class MatchIpcidrArgs {
  @Arg({ doc: 'An address or a network: 10.0.0.0/8.', type: 'string' })
  tgt!: string;
}

export const ipcidr = defineQuick({
  name: 'match.ipcidr',
  doc: 'Whether this minion has an address, or one in a network.',
  args: MatchIpcidrArgs,
  example: 'match.ipcidr 10.0.0.0/8',
  needs: ['grains'],
  now: (want, known) => ownMatch('ipcidr', want.tgt, known),
});

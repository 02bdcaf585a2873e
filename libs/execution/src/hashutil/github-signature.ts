import { createHmac, timingSafeEqual } from 'node:crypto';
import { FunctionRefused, defineQuick } from '../definition.js';
import { HmacChallengeArgs } from './hmac.args.js';

export const githubSignature = defineQuick({
  name: 'hashutil.github_signature',
  doc: 'Whether a text has the signature that GitHub sends with it: sha1=… or sha256=… and the HMAC in hex.',
  args: HmacChallengeArgs,
  example: 'hashutil.github_signature text key challenge_hmac=sha256=0d2fe3b5',
  now(want) {
    const found = /^(sha1|sha256)=([0-9a-f]*)$/i.exec(want.challenge_hmac.trim());
    if (!found)
      throw new FunctionRefused('bad-arguments', 'a signature of GitHub is sha1=… or sha256=… and hex digits');
    const [, algorithm = '', hex = ''] = found;
    const own = Buffer.from(createHmac(algorithm.toLowerCase(), want.shared_secret).update(want.string).digest('hex'));
    const given = Buffer.from(hex.toLowerCase());
    return own.length === given.length && timingSafeEqual(own, given);
  },
});

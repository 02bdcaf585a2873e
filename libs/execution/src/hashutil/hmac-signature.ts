import { createHmac, timingSafeEqual } from 'node:crypto';
import { defineQuick } from '../definition.js';
import { HmacChallengeArgs } from './hmac.args.js';

export const hmacSignature = defineQuick({
  name: 'hashutil.hmac_signature',
  doc: 'Whether a text has an HMAC-SHA256, given in Base64.',
  args: HmacChallengeArgs,
  example: 'hashutil.hmac_signature text key eBWf9bstXg+NiP5AOwppB5HMvZiYMPzEM9W5YMm/AmQ=',
  now(want) {
    const own = Buffer.from(createHmac('sha256', want.shared_secret).update(want.string).digest('base64'));
    const given = Buffer.from(want.challenge_hmac.trim());
    return own.length === given.length && timingSafeEqual(own, given);
  },
});

import { createHmac } from 'node:crypto';
import { defineQuick } from '../definition.js';
import { HmacArgs } from './hmac.args.js';

export const hmacCompute = defineQuick({
  name: 'hashutil.hmac_compute',
  doc: 'The HMAC-SHA256 of a text, in hex.',
  args: HmacArgs,
  example: 'hashutil.hmac_compute text key',
  now: (want) => createHmac('sha256', want.shared_secret).update(want.string).digest('hex'),
});

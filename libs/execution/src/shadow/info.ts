import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { AccountNameArgs } from '../user/name.args.js';
import { shownHash } from './password.js';

export const info = defineFunction({
  name: 'shadow.info',
  doc: 'Ageing of the password of an account, in days from 1970-01-01 and -1 for nothing; the hash itself is never shown, only whether it is locked. Empty where there is no such account.',
  args: AccountNameArgs,
  example: 'shadow.info deploy',
  looks: true,
  async run(host, want) {
    const record = await host.accounts.password(want.name);
    if (!record) return new Map();
    return new Map<Value, Value>([
      ['name', want.name],
      ['passwd', shownHash(record.hash)],
      ['lstchg', record.changed ?? -1],
      ['min', record.minimum ?? -1],
      ['max', record.maximum ?? -1],
      ['warn', record.warning ?? -1],
      ['inact', record.inactive ?? -1],
      ['expire', record.expires ?? -1],
    ]);
  },
});

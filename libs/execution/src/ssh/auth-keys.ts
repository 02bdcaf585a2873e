import { Arg } from '@fleet/arguments';
import { fromPlain, isList, type Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { authorizedFile, keysOf } from './authorized-file.js';
import { fingerprintOf, hashTypes } from './fingerprint.js';

export class SshAuthKeysArgs {
  @Arg({ doc: 'Account, or a list of them; default: that of the minion.', type: 'any', default: 'root' })
  user!: Value;

  @Arg({
    doc: 'The file, relative to the home directory or absolute; %u is the account, %h its home.',
    type: 'string',
    default: '.ssh/authorized_keys',
  })
  config!: string;

  @Arg({ doc: 'How fingerprints are made.', type: 'string', oneOf: hashTypes, default: 'sha256' })
  fingerprint_hash_type!: string;
}

export const authKeys = defineFunction({
  name: 'ssh.auth_keys',
  doc: 'The authorized keys of an account, by their base64; of a list of accounts, by account.',
  args: SshAuthKeysArgs,
  example: 'ssh.auth_keys deploy',
  looks: true,
  async run(host, want) {
    const of = async (account: string): Promise<Value> =>
      fromPlain(
        Object.fromEntries(
          keysOf(await authorizedFile(host, account, want.config)).map(({ key, type, comment, options }) => [
            key,
            { enc: type, comment, options, fingerprint: fingerprintOf(key, want.fingerprint_hash_type) },
          ]),
        ),
      );
    if (!isList(want.user)) return of(String(want.user));
    const all = new Map<Value, Value>();
    for (const account of want.user) all.set(account, await of(String(account)));
    return all;
  },
});

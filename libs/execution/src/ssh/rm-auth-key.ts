import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { removeKeys } from './set-key.js';
import { wantedKey } from './wanted-keys.js';

export class SshRmAuthKeyArgs {
  @Arg({ doc: 'Account whose authorized keys are meant.', type: 'string' })
  user!: string;

  @Arg({ doc: 'The key: its base64 alone, or a whole line.', type: 'string' })
  key!: string;

  @Arg({
    doc: 'The file, relative to the home directory or absolute; %u is the account, %h its home.',
    type: 'string',
    default: '.ssh/authorized_keys',
  })
  config!: string;

  @Arg({
    doc: 'Accepted for callers that give it; keys are compared, not fingerprints.',
    type: 'string',
    optional: true,
  })
  fingerprint_hash_type?: string;
}

export const rmAuthKey = defineFunction({
  name: 'ssh.rm_auth_key',
  doc: 'Take a key out of the authorized keys of an account; answers whether it was among them.',
  args: SshRmAuthKeyArgs,
  example: 'ssh.rm_auth_key deploy AAAAC3NzaC1lZDI1NTE5AAAA',
  async run(host, want) {
    const { key } = wantedKey({ key: want.key, enc: 'ssh-rsa', comment: '' });
    return (await removeKeys(host, want.user, want.config, [key])) ? 'Key removed' : 'Key not present';
  },
});

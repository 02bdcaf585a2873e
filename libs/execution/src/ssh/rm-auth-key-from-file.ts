import { defineFunction } from '../definition.js';
import { SshAuthFileArgs } from './auth-key.args.js';
import { removeKeys } from './set-key.js';
import { keysOfSource } from './wanted-keys.js';

export const rmAuthKeyFromFile = defineFunction({
  name: 'ssh.rm_auth_key_from_file',
  doc: 'Take every key of a file out of the authorized keys of an account; answers whether any was among them.',
  args: SshAuthFileArgs,
  example: 'ssh.rm_auth_key_from_file deploy salt://ssh/old-keys.pub',
  async run(host, want, context) {
    const keys = (await keysOfSource(want, context)).map(({ key }) => key);
    return (await removeKeys(host, want.user, want.config, keys)) ? 'Key removed' : 'Key not present';
  },
});

import { defineFunction } from '../definition.js';
import { SshAuthFileArgs } from './auth-key.args.js';
import { authorizedFile, keysOf } from './authorized-file.js';
import { compareKey, keysOfSource } from './wanted-keys.js';

export const checkKeyFile = defineFunction({
  name: 'ssh.check_key_file',
  doc: 'What `ssh.set_auth_key_from_file` would do with each key of a file: add, update, or nothing because it exists.',
  args: SshAuthFileArgs,
  example: 'ssh.check_key_file deploy salt://ssh/keys.pub',
  looks: true,
  async run(host, want, context) {
    const now = keysOf(await authorizedFile(host, want.user, want.config));
    return new Map((await keysOfSource(want, context)).map((key) => [key.key, compareKey(now, key)]));
  },
});

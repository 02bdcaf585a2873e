import { defineFunction } from '../definition.js';
import { SshAuthKeyArgs } from './auth-key.args.js';
import { authorizedFile, keysOf } from './authorized-file.js';
import { compareKey, wantedKey } from './wanted-keys.js';

export const checkKey = defineFunction({
  name: 'ssh.check_key',
  doc: 'What `ssh.set_auth_key` would do with a key: add, update, or nothing because it exists.',
  args: SshAuthKeyArgs,
  example: 'ssh.check_key deploy AAAAC3NzaC1lZDI1NTE5AAAA enc=ssh-ed25519',
  looks: true,
  run: async (host, want) => compareKey(keysOf(await authorizedFile(host, want.user, want.config)), wantedKey(want)),
});

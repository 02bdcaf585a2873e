import { defineFunction } from '../definition.js';
import { SshAuthKeyArgs } from './auth-key.args.js';
import { setKeys } from './set-key.js';
import { wantedKey } from './wanted-keys.js';

export const setAuthKey = defineFunction({
  name: 'ssh.set_auth_key',
  doc: 'Put a key among the authorized keys of an account; answers new, replace or no change.',
  args: SshAuthKeyArgs,
  example: 'ssh.set_auth_key deploy AAAAC3NzaC1lZDI1NTE5AAAA enc=ssh-ed25519',
  run: async (host, want) => (await setKeys(host, want.user, want.config, [wantedKey(want)]))[0] ?? 'no change',
});

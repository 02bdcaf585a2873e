import { defineFunction } from '../definition.js';
import { SshAuthFileArgs } from './auth-key.args.js';
import { setKeys } from './set-key.js';
import { keysOfSource } from './wanted-keys.js';

export const setAuthKeyFromFile = defineFunction({
  name: 'ssh.set_auth_key_from_file',
  doc: 'Put every key of a file among the authorized keys of an account; answers new, replace or no change, of all of them together.',
  args: SshAuthFileArgs,
  example: 'ssh.set_auth_key_from_file deploy salt://ssh/keys.pub',
  async run(host, want, context) {
    const outcomes = await setKeys(host, want.user, want.config, await keysOfSource(want, context));
    return ['replace', 'new'].find((outcome) => outcomes.includes(outcome)) ?? 'no change';
  },
});

import { defineFunction } from '../definition.js';
import { AccountNameArgs } from '../user/name.args.js';
import { knownPassword } from './password.js';

export const lockPassword = defineFunction({
  name: 'shadow.lock_password',
  doc: 'Lock the password of an account: nobody can log in with it until it is unlocked; keys are not affected.',
  args: AccountNameArgs,
  example: 'shadow.lock_password deploy',
  async run(host, want) {
    const now = await knownPassword(host, want.name);
    const hash = now.hash.startsWith('!') ? now.hash : `!${now.hash}`;
    if (hash !== now.hash) await host.accounts.setPassword(want.name, { hash });
    return true;
  },
});

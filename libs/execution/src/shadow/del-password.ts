import { defineFunction } from '../definition.js';
import { AccountNameArgs } from '../user/name.args.js';
import { knownPassword } from './password.js';

export const delPassword = defineFunction({
  name: 'shadow.del_password',
  doc: 'Take the password of an account away: whoever names the account can log in where that is allowed.',
  args: AccountNameArgs,
  example: 'shadow.del_password deploy',
  async run(host, want) {
    const now = await knownPassword(host, want.name);
    const hash = '';
    if (hash !== now.hash) await host.accounts.setPassword(want.name, { hash });
    return true;
  },
});

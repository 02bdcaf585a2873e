import { defineFunction, FunctionRefused } from '../definition.js';
import { AccountNameArgs } from '../user/name.args.js';
import { knownPassword } from './password.js';

export const unlockPassword = defineFunction({
  name: 'shadow.unlock_password',
  doc: 'Unlock the password of an account: the one that it had before it was locked is good again.',
  args: AccountNameArgs,
  example: 'shadow.unlock_password deploy',
  async run(host, want) {
    const { hash } = await knownPassword(host, want.name);
    if (!hash.startsWith('!')) return true;
    const before = hash.replace(/^!+/, '');
    // Without anything behind the mark, an account would be open to everybody.
    if (before === '' || before === '*')
      throw new FunctionRefused('failed', `the account ${want.name} has never had a password: set one instead`);
    await host.accounts.setPassword(want.name, { hash: before });
    return true;
  },
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandPath, knownUser } from './known-user.js';

export class UserChshellArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The shell, an absolute path.', type: 'string' })
  shell!: string;
}

export const chshell = defineFunction({
  name: 'user.chshell',
  doc: 'Change the login shell of an account.',
  args: UserChshellArgs,
  example: 'user.chshell deploy /bin/bash',
  async run(host, want) {
    demandPath('shell', want.shell);
    const user = await knownUser(host, want.name);
    if (user.shell !== want.shell) await host.accounts.changeUser(want.name, { shell: want.shell });
    return true;
  },
});

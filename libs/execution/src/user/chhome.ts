import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { runTool } from '../tool.js';
import { demandPath, knownUser } from './known-user.js';

export class UserChhomeArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The directory, an absolute path.', type: 'string' })
  home!: string;

  @Arg({ doc: 'Move what is in the old home directory to the new one.', type: 'boolean', default: false })
  persist!: boolean;
}

export const chhome = defineFunction({
  name: 'user.chhome',
  doc: 'Change the home directory of an account.',
  args: UserChhomeArgs,
  example: 'user.chhome deploy /srv/deploy persist=True',
  async run(host, want) {
    demandPath('home', want.home);
    const user = await knownUser(host, want.name);
    if (user.home === want.home) return true;
    if (!want.persist) await host.accounts.changeUser(want.name, { home: want.home });
    else await runTool(host, ['usermod', '--home', want.home, '--move-home', '--', want.name]);
    return true;
  },
});

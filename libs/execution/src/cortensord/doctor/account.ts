import { apply, fine, wrong, type ServerCheck } from './definition.js';
import { usesDocker } from './docker.js';

export const account: ServerCheck = {
  name: 'account',
  async look(ward) {
    const name = ward.setting('user');
    const user = await ward.host.accounts.user(name);
    if (!user) return wrong(`there is no account ${name}`, apply);
    if ((await usesDocker(ward)) && !user.groups.includes('docker'))
      return wrong(`${name} is not in the group docker, and cannot start engines`, apply);
    return fine(`${name} is there`);
  },
};

import { writeGecos } from '@fleet/edits';
import { defineFunction, FunctionRefused } from '../definition.js';
import { UserAddArgs } from './add.args.js';
import { demandGecos } from './gecos.js';
import { demandPath } from './known-user.js';

export const add = defineFunction({
  name: 'user.add',
  doc: 'Add an account to the machine.',
  args: UserAddArgs,
  example: 'user.add deploy home=/srv/deploy shell=/bin/bash groups=docker,adm',
  async run(host, want) {
    const { name, uid, gid, home, shell } = want;
    const { fullname, roomnumber, workphone, homephone, other } = want;
    const gecos = { fullname, roomnumber, workphone, homephone, other };
    demandGecos(gecos);
    if (home !== undefined) demandPath('home', home);
    if (shell !== undefined) demandPath('shell', shell);
    if (await host.accounts.user(name)) throw new FunctionRefused('failed', `there is an account ${name} already`);
    const groups = groupNames(want.groups ?? []);
    await host.accounts.addUser(name, {
      createHome: want.createhome,
      ...(want.system ? { system: true } : {}),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid: /^\d+$/.test(gid) ? Number(gid) : gid }),
      ...(groups.length === 0 ? {} : { groups }),
      ...(home === undefined ? {} : { home }),
      ...(shell === undefined ? {} : { shell }),
      ...(writeGecos(gecos) === '' ? {} : { comment: writeGecos(gecos) }),
    });
    return true;
  },
});

/** Each name by itself, also where they come as one word with commas. */
export function groupNames(groups: readonly string[]): string[] {
  return groups.flatMap((names) => names.split(',')).filter((name) => name !== '');
}

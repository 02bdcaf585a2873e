import { Arg, NotSupported } from '@fleet/arguments';
import { leadsAstray, readKey } from '@fleet/edits';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { knownUser } from '../user/known-user.js';

@NotSupported({ prvfile: 'private keys never leave the machine; leave it out.' })
export class SshUserKeysArgs {
  @Arg({ doc: 'Account, or a list of them; default: that of the minion.', type: 'string or list', default: 'root' })
  user!: string[];

  @Arg({ doc: 'Names of files in .ssh; default: all that end in .pub.', type: 'string or list', optional: true })
  pubfile?: string[];
}

export const userKeys = defineFunction({
  name: 'ssh.user_keys',
  doc: 'The public keys that accounts have of their own, by account and file; private ones are never answered.',
  args: SshUserKeysArgs,
  example: 'ssh.user_keys deploy',
  looks: true,
  async run(host, want) {
    const all = new Map<Value, Value>();
    for (const name of want.user) {
      const user = await knownUser(host, name);
      const directory = `${user.home}/.ssh`;
      const keys: ValueMap = new Map();
      const there =
        (await host.files.statTarget(directory))?.kind === 'directory' ? await host.files.list(directory) : [];
      for (const file of there) {
        if (!(want.pubfile?.includes(file) ?? file.endsWith('.pub'))) continue;
        const path = `${directory}/${file}`;
        // A link of the account would show it what only root may read.
        if ((await leadsAstray(host, path, user)) !== undefined) continue;
        if ((await host.files.statTarget(path))?.kind !== 'file') continue;
        const text = (await host.files.read(path, { limit: 65_536, inHome: user })).toString('utf8').trim();
        if (readKey(text) && !text.includes('\n')) keys.set(file, text);
      }
      if (keys.size > 0) all.set(name, keys);
    }
    return all;
  },
});

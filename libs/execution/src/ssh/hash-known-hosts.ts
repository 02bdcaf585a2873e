import { Arg } from '@fleet/arguments';
import { readKnownHost } from '@fleet/edits';
import { fromPlain } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { hashedName, knownList, writeKnownList } from './known-list.js';

export class SshHashKnownHostsArgs {
  @Arg({ doc: 'Account whose list is meant; default: the list of the machine.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'The list: absolute, or relative to the home of the account.', type: 'string', optional: true })
  config?: string;
}

export const hashKnownHosts = defineFunction({
  name: 'ssh.hash_known_hosts',
  doc: 'Hash the names in a list of known hosts, so that nobody can read them; patterns stay, because they cannot be hashed.',
  args: SshHashKnownHostsArgs,
  example: 'ssh.hash_known_hosts deploy',
  async run(host, want) {
    const list = await knownList(host, want);
    if (!list.exists) throw new FunctionRefused('not-found', `there is no ${list.path}`);
    const lines = list.lines.flatMap((line) => {
      const read = readKnownHost(line);
      if (!read || /^\||[*?!]/.test(read.hosts)) return [line];
      return read.hosts.split(',').map((name) => `${hashedName(name)} ${line.trim().split(/\s+/).slice(1).join(' ')}`);
    });
    const changed = lines.filter((line) => !list.lines.includes(line)).length;
    if (changed > 0) await writeKnownList(host, list, lines);
    return fromPlain({ status: changed > 0 ? 'updated' : 'unchanged', hashed: changed });
  },
});

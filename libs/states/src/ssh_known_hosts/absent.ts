import { hostName, isAbout, joinLines, readKnownHost, splitLines } from '@fleet/edits';
import { defineState } from '../definition.js';
import { already, step } from '../step.js';
import { KnownHostArgs, listOf } from './parts/known-hosts.js';

export class SshKnownHostsAbsentArgs extends KnownHostArgs {}

export const absent = defineState({
  name: 'ssh_known_hosts.absent',
  doc: 'Keep a host from being among the known ones.',
  args: SshKnownHostsAbsentArgs,
  example: 'old.example.org:\n  ssh_known_hosts.absent:\n    - user: deploy\n',
  async plan(host, want) {
    const list = await listOf(host, want);
    if ('impossible' in list) return list;
    // Who does not exist knows no hosts.
    if ('missing' in list) return already(list.missing);
    const name = hostName(want);
    if (!(await host.files.statTarget(list.path))) return already(`${list.path} does not exist`);
    const inHome = list.user ? { inHome: list.user } : {};
    const { lines } = splitLines((await host.files.read(list.path, inHome)).toString('utf8'));
    const rest = lines.filter((line) => {
      const read = readKnownHost(line);
      return !(read && isAbout(read, name));
    });
    if (rest.length === lines.length) return already(`${name} is not known`);
    return {
      steps: [
        step(`remove ${name} from ${list.path}`, { [name]: { old: 'known', new: '' } }, (machine) =>
          machine.files.write(list.path, joinLines(rest), {}, inHome),
        ),
      ],
      already: '',
      done: `${name} is no longer known`,
    };
  },
});

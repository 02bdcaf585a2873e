import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { SshKnownHostArgs } from './known-host.args.js';
import { knownList, knownName, withoutHost, writeKnownList } from './known-list.js';

export const rmKnownHost = defineFunction({
  name: 'ssh.rm_known_host',
  doc: 'Take all keys of a host out of the known ones.',
  args: SshKnownHostArgs,
  example: 'ssh.rm_known_host deploy old.example.org',
  async run(host, want) {
    const list = await knownList(host, want);
    const rest = withoutHost(list.lines, knownName(want.hostname, want.port));
    if (rest.length === list.lines.length) return fromPlain({ status: 'absent', comment: 'the host is not known' });
    await writeKnownList(host, list, rest);
    return fromPlain({ status: 'removed', comment: `${list.lines.length - rest.length} keys removed` });
  },
});

import { defineFunction } from '../definition.js';
import { SshKnownHostArgs } from './known-host.args.js';
import { entriesAbout, entryRecord, knownList, knownName } from './known-list.js';

export const getKnownHostEntries = defineFunction({
  name: 'ssh.get_known_host_entries',
  doc: 'The keys that are known of a host; none where it is not known. Names that are hashed are found, too.',
  args: SshKnownHostArgs,
  example: 'ssh.get_known_host_entries deploy git.example.org',
  looks: true,
  async run(host, want) {
    const name = knownName(want.hostname, want.port);
    const found = entriesAbout(await knownList(host, want), name);
    return found.map((entry) => entryRecord({ ...entry, hosts: name }, want.fingerprint_hash_type));
  },
});

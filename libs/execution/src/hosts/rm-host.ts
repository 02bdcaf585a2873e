import { withoutName } from '@fleet/edits';
import { defineFunction } from '../definition.js';
import { demandPair, editHosts } from './hosts-file.js';
import { HostsPairArgs } from './pair.args.js';

export const rmHost = defineFunction({
  name: 'hosts.rm_host',
  doc: 'Take a name off an address in /etc/hosts; a line that is left without names goes.',
  args: HostsPairArgs,
  example: 'hosts.rm_host 10.0.0.5 db.internal',
  async run(host, { ip, alias }) {
    demandPair('hosts.rm_host', ip, [alias]);
    return editHosts(host, (lines) => lines.flatMap((line) => withoutName(line, ip, alias)));
  },
});

import { defineFunction } from '../definition.js';
import { hostsLines } from './hosts-file.js';
import { HostsPairArgs } from './pair.args.js';

export const hasPair = defineFunction({
  name: 'hosts.has_pair',
  doc: 'Whether /etc/hosts has a name for an address.',
  args: HostsPairArgs,
  example: 'hosts.has_pair 10.0.0.5 db.internal',
  looks: true,
  run: async (host, { ip, alias }) =>
    (await hostsLines(host)).some(({ address, names }) => address === ip && names.includes(alias)),
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { hostsLines } from './hosts-file.js';

export class HostsGetIpArgs {
  @Arg({ doc: 'The name.', type: 'string' })
  host!: string;
}

export const getIp = defineFunction({
  name: 'hosts.get_ip',
  doc: 'The first address that /etc/hosts has for a name; an empty text where it has none.',
  args: HostsGetIpArgs,
  example: 'hosts.get_ip db.internal',
  looks: true,
  run: async (host, want) => (await hostsLines(host)).find(({ names }) => names.includes(want.host))?.address ?? '',
});

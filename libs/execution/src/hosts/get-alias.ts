import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { hostsLines } from './hosts-file.js';

export class HostsGetAliasArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  ip!: string;
}

export const getAlias = defineFunction({
  name: 'hosts.get_alias',
  doc: 'The names that /etc/hosts has for an address.',
  args: HostsGetAliasArgs,
  example: 'hosts.get_alias 127.0.1.1',
  looks: true,
  run: async (host, { ip }) =>
    (await hostsLines(host)).filter(({ address }) => address === ip).flatMap(({ names }) => [...names]),
});

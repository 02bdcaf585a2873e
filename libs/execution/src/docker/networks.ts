import { Arg } from '@fleet/arguments';
import { asJson, jsonLines } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked, demandName } from './said.js';

export class DockerNetworksArgs {
  @Arg({ doc: 'Only these, by their names; a part of a name is enough.', type: 'string or list', optional: true })
  names?: string[];
}

export const networks = defineFunction({
  name: 'docker.networks',
  doc: 'The networks: a list of Id, Name, Driver, Scope, Internal and EnableIPv6. `docker.inspect_network` tells the rest.',
  args: DockerNetworksArgs,
  example: 'docker.networks',
  looks: true,
  async run(host, want) {
    const filters = (want.names ?? []).flatMap((name) => ['--filter', `name=${demandName('network', name)}`]);
    const rows = jsonLines(await asked(host, ['network', 'ls', '--no-trunc', ...filters, ...asJson]));
    return fromPlain(
      rows.map((row) => ({
        Id: row['ID'],
        Name: row['Name'],
        Driver: row['Driver'],
        Scope: row['Scope'],
        Internal: row['Internal'] === 'true',
        EnableIPv6: row['IPv6'] === 'true',
      })),
    );
  },
});

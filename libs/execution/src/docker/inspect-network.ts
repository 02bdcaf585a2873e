import { Arg } from '@fleet/arguments';
import { inspected } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked, demandName } from './said.js';

export class DockerInspectNetworkArgs {
  @Arg({ doc: 'Name or id of the network.', type: 'string' })
  name!: string;
}

export const inspectNetwork = defineFunction({
  name: 'docker.inspect_network',
  doc: 'All that docker knows of a network.',
  args: DockerInspectNetworkArgs,
  example: 'docker.inspect_network web',
  looks: true,
  run: async (host, want) =>
    fromPlain(inspected(await asked(host, ['network', 'inspect', demandName('network', want.name)]))[0]),
});

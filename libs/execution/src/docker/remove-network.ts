import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

export class DockerRemoveNetworkArgs {
  @Arg({ doc: 'Name or id.', type: 'string' })
  name!: string;
}

export const removeNetwork = defineFunction({
  name: 'docker.remove_network',
  doc: 'Remove a network that no container uses; answers true.',
  args: DockerRemoveNetworkArgs,
  example: 'docker.remove_network backend',
  async run(host, want) {
    await done(host, ['network', 'rm', demandName('network', want.name)]);
    return true;
  },
});

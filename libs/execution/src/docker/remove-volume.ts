import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

export class DockerRemoveVolumeArgs {
  @Arg({ doc: 'Name or id.', type: 'string' })
  name!: string;
}

export const removeVolume = defineFunction({
  name: 'docker.remove_volume',
  doc: 'Remove a volume that no container uses, with all that is in it; answers true.',
  args: DockerRemoveVolumeArgs,
  example: 'docker.remove_volume backend',
  async run(host, want) {
    await done(host, ['volume', 'rm', demandName('volume', want.name)]);
    return true;
  },
});

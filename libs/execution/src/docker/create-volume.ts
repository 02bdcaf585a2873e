import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

export class DockerCreateVolumeArgs {
  @Arg({ doc: 'Its name.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The driver.', type: 'string', default: 'local' })
  driver!: string;
}

export const createVolume = defineFunction({
  name: 'docker.create_volume',
  doc: 'Make a volume, or be content with the one there is; answers its name.',
  args: DockerCreateVolumeArgs,
  example: 'docker.create_volume data',
  run: async (host, want) =>
    done(host, ['volume', 'create', `--driver=${want.driver}`, demandName('volume', want.name)]),
});

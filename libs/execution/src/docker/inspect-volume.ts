import { Arg } from '@fleet/arguments';
import { inspected } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked, demandName } from './said.js';

export class DockerInspectVolumeArgs {
  @Arg({ doc: 'Name or id of the volume.', type: 'string' })
  name!: string;
}

export const inspectVolume = defineFunction({
  name: 'docker.inspect_volume',
  doc: 'All that docker knows of a volume.',
  args: DockerInspectVolumeArgs,
  example: 'docker.inspect_volume web',
  looks: true,
  run: async (host, want) =>
    fromPlain(inspected(await asked(host, ['volume', 'inspect', demandName('volume', want.name)]))[0]),
});

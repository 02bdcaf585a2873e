import { Arg } from '@fleet/arguments';
import { inspected } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked, demandName } from './said.js';

export class DockerInspectImageArgs {
  @Arg({ doc: 'Name or id of the image.', type: 'string' })
  name!: string;
}

export const inspectImage = defineFunction({
  name: 'docker.inspect_image',
  doc: 'All that docker knows of an image.',
  args: DockerInspectImageArgs,
  example: 'docker.inspect_image alpine:3.20',
  looks: true,
  run: async (host, want) =>
    fromPlain(inspected(await asked(host, ['image', 'inspect', demandName('image', want.name)]))[0]),
});

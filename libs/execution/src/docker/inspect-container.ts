import { Arg } from '@fleet/arguments';
import { inspected } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked, demandName } from './said.js';

export class DockerInspectContainerArgs {
  @Arg({ doc: 'Name or id of the container.', type: 'string' })
  name!: string;
}

export const inspectContainer = defineFunction({
  name: 'docker.inspect_container',
  doc: 'All that docker knows of a container.',
  args: DockerInspectContainerArgs,
  example: 'docker.inspect_container web',
  looks: true,
  run: async (host, want) =>
    fromPlain(inspected(await asked(host, ['container', 'inspect', demandName('container', want.name)]))[0]),
});

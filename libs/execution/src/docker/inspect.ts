import { Arg } from '@fleet/arguments';
import { imageProblem, inspected, nameProblem } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { asked } from './said.js';

export class DockerInspectArgs {
  @Arg({ doc: 'Name or id of the container, image, volume or network.', type: 'string' })
  name!: string;
}

export const inspect = defineFunction({
  name: 'docker.inspect',
  doc: 'All that docker knows of a container, image, volume or network.',
  args: DockerInspectArgs,
  example: 'docker.inspect web',
  looks: true,
  run: async (host, want) => fromPlain(inspected(await asked(host, ['inspect', anyName(want.name)]))[0]),
});

function anyName(name: string): string {
  if (nameProblem('container', name) && imageProblem(name))
    throw new FunctionRefused('bad-arguments', `${JSON.stringify(name)} is the name of nothing in docker`);
  return name;
}

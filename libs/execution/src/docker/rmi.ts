import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandName, done } from './said.js';

export class DockerRmiArgs {
  @Arg({ doc: 'The image, or a list of images: name, name:tag, name@digest or id.', type: 'string or list' })
  names!: string[];

  @Arg({ doc: 'Where a stopped container is made from it, too.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Remove parents that no name leads to any more.', type: 'boolean', default: true })
  prune!: boolean;
}

export const rmi = defineFunction({
  name: 'docker.rmi',
  doc: 'Remove images; answers what was untagged and deleted, as docker tells it.',
  args: DockerRmiArgs,
  example: 'docker.rmi alpine:3.19',
  async run(host, want) {
    const names = want.names.map((name) => demandName('image', name));
    const words = ['rmi', ...(want.force ? ['--force'] : []), ...(want.prune ? [] : ['--no-prune'])];
    return (await done(host, [...words, ...names])).split('\n');
  },
});

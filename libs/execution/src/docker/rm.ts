import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { DockerContainerArgs } from './container.args.js';
import { asked, demandName, done } from './said.js';

export class DockerRmArgs extends DockerContainerArgs {
  @Arg({ doc: 'One that runs, too.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Its unnamed volumes, too, with all that is in them.', type: 'boolean', default: false })
  volumes!: boolean;
}

export const rm = defineFunction({
  name: 'docker.rm',
  doc: 'Remove a container; answers its name.',
  args: DockerRmArgs,
  example: 'docker.rm web',
  async run(host, want) {
    const words = ['rm', ...(want.force ? ['--force'] : []), ...(want.volumes ? ['--volumes'] : [])];
    // With --force, docker is content with a container that is not there; who asks for one is not.
    await asked(host, ['container', 'inspect', demandName('container', want.name)]);
    return (await done(host, [...words, want.name])).split('\n');
  },
});

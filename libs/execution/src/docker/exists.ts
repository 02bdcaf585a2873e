import { askDocker } from '@fleet/containers';
import { defineFunction } from '../definition.js';
import { DockerContainerArgs } from './container.args.js';
import { demandName, stdoutOf } from './said.js';

export const exists = defineFunction({
  name: 'docker.exists',
  doc: 'Whether there is a container of that name, running or not.',
  args: DockerContainerArgs,
  example: 'docker.exists web',
  looks: true,
  async run(host, want) {
    const answer = await askDocker(host, ['container', 'inspect', demandName('container', want.name)]);
    if (!answer.ok && answer.code === 'not-found') return false;
    return stdoutOf(answer) !== '';
  },
});

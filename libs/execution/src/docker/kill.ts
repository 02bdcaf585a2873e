import { defineFunction } from '../definition.js';
import { changedState } from './changed-state.js';
import { DockerContainerArgs } from './container.args.js';

export const kill = defineFunction({
  name: 'docker.kill',
  doc: 'End the first process of a container at once; answers its state before and after.',
  args: DockerContainerArgs,
  example: 'docker.kill web',
  run: (host, want) => changedState(host, want.name, ['kill']),
});

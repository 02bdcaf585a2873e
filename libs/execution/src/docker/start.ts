import { defineFunction } from '../definition.js';
import { changedState } from './changed-state.js';
import { DockerContainerArgs } from './container.args.js';

export const start = defineFunction({
  name: 'docker.start',
  doc: 'Start a container; answers its state before and after.',
  args: DockerContainerArgs,
  example: 'docker.start web',
  run: (host, want) => changedState(host, want.name, ['start']),
});

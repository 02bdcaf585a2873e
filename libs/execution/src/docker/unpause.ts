import { defineFunction } from '../definition.js';
import { changedState } from './changed-state.js';
import { DockerContainerArgs } from './container.args.js';

export const unpause = defineFunction({
  name: 'docker.unpause',
  doc: 'Let a frozen container go on; answers its state before and after.',
  args: DockerContainerArgs,
  example: 'docker.unpause web',
  run: (host, want) => changedState(host, want.name, ['unpause']),
});

import { defineFunction } from '../definition.js';
import { changedState } from './changed-state.js';
import { DockerContainerArgs } from './container.args.js';

export const pause = defineFunction({
  name: 'docker.pause',
  doc: 'Freeze all processes of a container; answers its state before and after.',
  args: DockerContainerArgs,
  example: 'docker.pause web',
  run: (host, want) => changedState(host, want.name, ['pause']),
});

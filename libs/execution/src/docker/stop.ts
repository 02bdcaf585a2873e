import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changedState } from './changed-state.js';
import { DockerContainerArgs } from './container.args.js';

export class DockerStopArgs extends DockerContainerArgs {
  @Arg({ doc: 'Seconds that it has to end by itself.', type: 'int', default: 10 })
  timeout!: number;
}

export const stop = defineFunction({
  name: 'docker.stop',
  doc: 'Stop a container; answers its state before and after.',
  args: DockerStopArgs,
  example: 'docker.stop web timeout=30',
  run: (host, want) => changedState(host, want.name, ['stop', '-t', String(want.timeout)]),
});

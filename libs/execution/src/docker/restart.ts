import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changedState } from './changed-state.js';
import { DockerContainerArgs } from './container.args.js';

export class DockerRestartArgs extends DockerContainerArgs {
  @Arg({ doc: 'Seconds that it has to end by itself.', type: 'int', default: 10 })
  timeout!: number;
}

export const restart = defineFunction({
  name: 'docker.restart',
  doc: 'Restart a container; answers its state before and after.',
  args: DockerRestartArgs,
  example: 'docker.restart web timeout=30',
  run: (host, want) => changedState(host, want.name, ['restart', '-t', String(want.timeout)]),
});

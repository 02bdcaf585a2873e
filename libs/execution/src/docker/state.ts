import { inspected } from '@fleet/containers';
import { defineFunction } from '../definition.js';
import { DockerContainerArgs } from './container.args.js';
import { asked, demandName } from './said.js';

export const state = defineFunction({
  name: 'docker.state',
  doc: 'Whether a container is running, paused or stopped.',
  args: DockerContainerArgs,
  example: 'docker.state web',
  looks: true,
  async run(host, want) {
    const [found] = inspected(await asked(host, ['container', 'inspect', demandName('container', want.name)]));
    const now = found?.['State'] as { Paused?: boolean; Running?: boolean } | undefined;
    return now?.Paused ? 'paused' : now?.Running ? 'running' : 'stopped';
  },
});

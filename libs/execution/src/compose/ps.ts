import { projectContainers, serviceOf } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf } from './project.js';

export const ps = defineFunction({
  name: 'compose.ps',
  doc: 'The containers of a project, stopped ones too: name → service, image, state, health and exit code.',
  args: ComposeArgs,
  example: 'compose.ps /srv/app',
  looks: true,
  async run(host, want) {
    const { project } = await projectOf(host, want);
    const containers = await projectContainers(host, project);
    if ('ok' in containers) throw new FunctionRefused('failed', containers.sentence);
    const meant = containers.filter((one) => want.services?.includes(serviceOf(one)) ?? true);
    return fromPlain(
      Object.fromEntries(
        meant.map((one) => [
          one.name,
          {
            service: serviceOf(one),
            image: one.image,
            state: one.status,
            health: one.health === '' ? null : one.health,
            exit_code: one.status === 'exited' ? one.exitCode : null,
          },
        ]),
      ),
    );
  },
});

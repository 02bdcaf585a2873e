import { Arg } from '@fleet/arguments';
import { askDocker, projectContainers, type Compose } from '@fleet/containers';
import type { HostView } from '@fleet/platform';
import { StepFailed, defineState } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';
import { opened, lacking } from './parts/open.js';
import { ProjectArgs } from './parts/project.args.js';

export class ComposeDownArgs extends ProjectArgs {
  @Arg({ doc: 'The volumes of the project, too, with all that is in them.', type: 'boolean', default: false })
  volumes!: boolean;

  @Arg({ doc: 'Containers of services that the files do not name any more, too.', type: 'boolean', default: false })
  remove_orphans!: boolean;
}

export const down = defineState({
  name: 'compose.down',
  doc: 'Keep a compose project from being there: its containers and networks, and its volumes where asked. External networks and volumes stay.',
  destroys: 'With `volumes` the volumes and all that is in them.',
  args: ComposeDownArgs,
  example: `/srv/app/compose.yaml:
  compose.down:
    - project: app
`,
  async plan(host, want, context) {
    const open = await opened(host, want, context);
    if ('plan' in open) return open.plan;
    const { compose } = open;
    const containers = await projectContainers(host, compose.project);
    if ('ok' in containers) return lacking(containers.sentence, context);
    const networks = await namesOf(host, 'network', compose);
    const volumes = want.volumes ? await namesOf(host, 'volume', compose) : [];
    if (typeof networks === 'string') return impossible(networks);
    if (typeof volumes === 'string') return impossible(volumes);
    const removed = [
      ...containers.map(({ name, status }) => [`container ${name}`, status] as const),
      ...networks.map((name) => [`network ${name}`, 'present'] as const),
      ...volumes.map((name) => [`volume ${name}`, 'present'] as const),
    ];
    const already = `${compose.project} is not there`;
    if (removed.length === 0) return { steps: [], already };
    const changes = Object.fromEntries(removed.map(([what, was]) => [what, oldNew(was, null)]));
    const words = [
      'down',
      ...(want.volumes ? ['--volumes'] : []),
      ...(want.remove_orphans ? ['--remove-orphans'] : []),
    ];
    const apply = async (machine: Parameters<Compose['run']>[0]): Promise<void> => {
      const answer = await compose.run(machine, words, { signal: context.signal });
      if (!answer.ok) throw new StepFailed(answer.sentence);
      const left = await projectContainers(machine, compose.project);
      if (!('ok' in left) && left.length > 0)
        throw new StepFailed(
          `${left.map(({ name }) => name).join(', ')} is of no service that the files name (\`remove_orphans: True\` would remove it)`,
        );
    };
    return { steps: [step(`take down ${compose.project}`, changes, apply, { destructive: want.volumes })], already };
  },
});

async function namesOf(host: HostView, kind: 'network' | 'volume', compose: Compose): Promise<string[] | string> {
  const filter = `label=com.docker.compose.project=${compose.project}`;
  const answer = await askDocker(host, [kind, 'ls', '--filter', filter, '--format', '{{.Name}}']);
  return answer.ok ? answer.stdout.split('\n').filter((name) => name !== '') : answer.sentence;
}

import { StepFailed, defineState } from '../definition.js';
import { already, step } from '../step.js';
import { opened } from './parts/open.js';
import { ServicesArgs } from './parts/project.args.js';

export class ComposeRestartedArgs extends ServicesArgs {}

export const restarted = defineState({
  name: 'compose.restarted',
  doc: 'Restart services of a compose project when something it watches changed; otherwise nothing is done. Containers stay as they were made: what changed in the compose files takes compose.up.',
  args: ComposeRestartedArgs,
  example: `/srv/app/compose.yaml:
  compose.restarted:
    - services: web
    - watch:
      - file: /srv/app/web.conf

/srv/app/web.conf:
  file.managed:
    - contents: 'port = 8080'
`,
  plan: async () => already('nothing that it watches changed'),
  async onWatch(host, want, context) {
    const open = await opened(host, want, context);
    if ('plan' in open) return open.plan;
    const { compose } = open;
    const names = want.services ?? compose.services.map(({ name }) => name);
    const changes = Object.fromEntries(names.map((name) => [name, { restarted: true }]));
    const act = step(`restart ${names.join(', ')} of ${compose.project}`, changes, async (machine) => {
      const answer = await compose.run(machine, ['restart', ...(want.services ?? [])], { signal: context.signal });
      if (!answer.ok) throw new StepFailed(answer.sentence);
    });
    return { steps: [act], already: '' };
  },
});

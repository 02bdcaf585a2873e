import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { opened } from './parts/open.js';
import { ServicesArgs } from './parts/project.args.js';
import { whyNotUp } from './parts/wait.js';

export class ComposeHealthyArgs extends ServicesArgs {
  @Arg({ doc: 'How long to wait for it; 0 looks once.', type: 'duration', default: 60 })
  timeout!: number;
}

export const healthy = defineState({
  name: 'compose.healthy',
  doc: 'Wait until services of a compose project run, and are healthy where they have a health check; nothing is started. A dry run looks once.',
  args: ComposeHealthyArgs,
  example: `/srv/app/compose.yaml:
  compose.healthy:
    - services: web
    - timeout: 2m
`,
  async plan(host, want, context) {
    const open = await opened(host, want, context);
    if ('plan' in open) return open.plan;
    const services = want.services ?? open.compose.services.map(({ name }) => name);
    const timeout = context.test ? 0 : want.timeout;
    const reason = await whyNotUp(host, open.compose, { services, timeout, signal: context.signal });
    if (reason === undefined) return { verdict: true, comment: `${services.join(', ')}: running and healthy` };
    return { verdict: context.test ? null : false, comment: reason };
  },
});

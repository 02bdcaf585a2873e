import { Arg } from '@fleet/arguments';
import { FunctionRefused, defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf } from './project.js';

export class ComposeLogsArgs extends ComposeArgs {
  @Arg({ doc: 'How many of the last lines of each container; all for every line.', type: 'string', default: '100' })
  tail!: string;

  @Arg({ doc: 'With the time of each line.', type: 'boolean', default: false })
  timestamps!: boolean;
}

export const logs = defineFunction({
  name: 'compose.logs',
  doc: 'What the containers of a project have printed, each line behind its container.',
  args: ComposeLogsArgs,
  example: 'compose.logs /srv/app services=web tail=20',
  looks: true,
  async run(host, want) {
    const compose = await projectOf(host, want);
    const words = ['logs', '--no-color', `--tail=${want.tail}`, ...(want.timestamps ? ['--timestamps'] : [])];
    const answer = await compose.ask([...words, ...(want.services ?? [])]);
    if (!answer.ok) throw new FunctionRefused('failed', answer.sentence);
    return answer.stdout;
  },
});

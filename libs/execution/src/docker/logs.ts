import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandName } from './said.js';
import { execute } from './execute.js';

export class DockerLogsArgs {
  @Arg({ doc: 'Name or id of the container.', type: 'string' })
  name!: string;

  @Arg({ doc: 'How many of the last lines; all for every line.', type: 'string', default: '100' })
  tail!: string;

  @Arg({
    doc: 'Only since then: a time such as 2026-11-21T10:00:00, or how long ago, such as 10m.',
    type: 'string',
    optional: true,
  })
  since?: string;

  @Arg({ doc: 'Only until then, as since.', type: 'string', optional: true })
  until?: string;

  @Arg({ doc: 'With the time of each line.', type: 'boolean', default: false })
  timestamps!: boolean;
}

export const logs = defineFunction({
  name: 'docker.logs',
  doc: 'What a container has printed, both of its streams as they came.',
  args: DockerLogsArgs,
  example: 'docker.logs web tail=20',
  looks: true,
  async run(host, want) {
    const words = ['logs', `--tail=${want.tail}`, ...(want.timestamps ? ['--timestamps'] : [])];
    if (want.since !== undefined) words.push(`--since=${want.since}`);
    if (want.until !== undefined) words.push(`--until=${want.until}`);
    return (await execute(host, [...words, demandName('container', want.name)])).all.replace(/\n$/, '');
  },
});

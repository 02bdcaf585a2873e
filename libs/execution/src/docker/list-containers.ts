import { asJson, jsonLines } from '@fleet/containers';
import { defineFunction } from '../definition.js';
import { DockerPsArgs } from './ps.args.js';
import { asked } from './said.js';

export const listContainers = defineFunction({
  name: 'docker.list_containers',
  doc: 'The names of the containers, sorted.',
  args: DockerPsArgs,
  example: 'docker.list_containers all=True',
  looks: true,
  async run(host, want) {
    const filters = [...(want.filters ?? [])].flatMap(([key, value]) => [
      '--filter',
      `${String(key)}=${String(value)}`,
    ]);
    const rows = jsonLines(
      await asked(host, ['ps', '--no-trunc', ...(want.all ? ['--all'] : []), ...filters, ...asJson]),
    );
    return rows.flatMap((row) => (row['Names'] ?? '').split(',')).sort();
  },
});

import { asJson, jsonLines } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { DockerPsArgs } from './ps.args.js';
import { asked } from './said.js';

export const ps = defineFunction({
  name: 'docker.ps',
  doc: 'The containers that run: id → names, image, command, state, status, ports and networks. `docker.inspect` tells the rest.',
  args: DockerPsArgs,
  example: 'docker.ps all=True',
  looks: true,
  async run(host, want) {
    const filters = [...(want.filters ?? [])].flatMap(([key, value]) => [
      '--filter',
      `${String(key)}=${String(value)}`,
    ]);
    const words = ['ps', '--no-trunc', ...(want.all ? ['--all'] : []), ...filters, ...asJson];
    const rows = jsonLines(await asked(host, words));
    return fromPlain(
      Object.fromEntries(
        rows.map((row) => [
          row['ID'],
          {
            Id: row['ID'],
            Names: listed(row['Names']),
            Image: row['Image'],
            Command: (row['Command'] ?? '').replace(/^"(.*)"$/s, '$1'),
            Created: row['CreatedAt'],
            State: row['State'],
            Status: row['Status'],
            Ports: (row['Ports'] ?? '').split(', ').filter((port) => port !== ''),
            Networks: listed(row['Networks']),
          },
        ]),
      ),
    );
  },
});

function listed(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((word) => word !== '');
}

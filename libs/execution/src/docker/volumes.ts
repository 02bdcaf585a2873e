import { Arg } from '@fleet/arguments';
import { asJson, jsonLines } from '@fleet/containers';
import { fromPlain, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { asked } from './said.js';

export class DockerVolumesArgs {
  @Arg({ doc: 'Filters of `docker volume ls`, such as dangling: true.', type: 'mapping', optional: true })
  filters?: ValueMap;
}

export const volumes = defineFunction({
  name: 'docker.volumes',
  doc: 'The volumes: a list of Name, Driver, Mountpoint and Scope.',
  args: DockerVolumesArgs,
  example: 'docker.volumes',
  looks: true,
  async run(host, want) {
    const filters = [...(want.filters ?? [])].flatMap(([key, value]) => [
      '--filter',
      `${String(key)}=${String(value)}`,
    ]);
    const rows = jsonLines(await asked(host, ['volume', 'ls', ...filters, ...asJson]));
    return fromPlain(rows.map(({ Name, Driver, Mountpoint, Scope }) => ({ Name, Driver, Mountpoint, Scope })));
  },
});

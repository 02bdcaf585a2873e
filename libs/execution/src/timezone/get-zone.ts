import { textIfThere } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getZone = defineFunction({
  name: 'timezone.get_zone',
  doc: 'The time zone of the machine: Europe/Berlin, UTC.',
  args: NoArgs,
  example: 'timezone.get_zone',
  looks: true,
  async run(host) {
    const target = (await host.files.stat('/etc/localtime'))?.target;
    const zone = target?.split('/zoneinfo/')[1];
    if (zone !== undefined) return zone;
    return (await textIfThere(host, '/etc/timezone'))?.trim() ?? 'UTC';
  },
});

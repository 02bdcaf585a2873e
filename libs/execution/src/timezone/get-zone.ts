import { HostRefusal } from '@fleet/platform';
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
    try {
      return (await host.files.read('/etc/timezone')).toString('utf8').trim();
    } catch (cause) {
      if (cause instanceof HostRefusal && cause.code === 'ENOENT') return 'UTC';
      throw cause;
    }
  },
});

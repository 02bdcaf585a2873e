import { defineFunction } from '../definition.js';
import { TimezoneArgs } from './zone.args.js';
import { zoneFile } from './zones.js';

export const zoneCompare = defineFunction({
  name: 'timezone.zone_compare',
  doc: 'Whether the machine keeps the time of a zone, by whatever name.',
  args: TimezoneArgs,
  example: 'timezone.zone_compare Europe/Berlin',
  looks: true,
  async run(host, { timezone }) {
    const path = await zoneFile(host, 'timezone.zone_compare', timezone);
    if (!(await host.files.statTarget('/etc/localtime'))) return /^(Etc\/)?(UTC|UCT|Zulu|Universal)$/.test(timezone);
    return (await host.files.hash('/etc/localtime')) === (await host.files.hash(path));
  },
});

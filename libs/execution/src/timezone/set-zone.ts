import { defineFunction } from '../definition.js';
import { readText } from '../read-text.js';
import { TimezoneArgs } from './zone.args.js';
import { zoneFile } from './zones.js';

export const setZone = defineFunction({
  name: 'timezone.set_zone',
  doc: 'Set the time zone of the machine.',
  args: TimezoneArgs,
  example: 'timezone.set_zone Europe/Berlin',
  async run(host, { timezone }) {
    const path = await zoneFile(host, 'timezone.set_zone', timezone);
    if ((await host.files.stat('/etc/localtime'))?.target !== path) await host.files.symlink('/etc/localtime', path);
    // Debian's own record, for programs that ask it.
    const written = await readText(host, '/etc/timezone');
    if (written !== undefined && written.trim() !== timezone) await host.files.write('/etc/timezone', `${timezone}\n`);
    return true;
  },
});

import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText, rowsOf } from '../read-text.js';

export const arp = defineFunction({
  name: 'network.arp',
  doc: 'The neighbours on IPv4 networks: hardware address → address.',
  args: NoArgs,
  example: 'network.arp',
  looks: true,
  async run(host) {
    const rows = rowsOf(await readText(host, '/proc/net/arp')).slice(1);
    // Whoever did not answer has an address of zeros.
    const known = rows.filter(([, , , hardware]) => hardware !== undefined && hardware !== '00:00:00:00:00:00');
    return new Map(known.map(([address = '', , , hardware = '']) => [hardware, address]));
  },
});

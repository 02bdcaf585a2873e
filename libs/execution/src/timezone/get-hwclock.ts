import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';

export const getHwclock = defineFunction({
  name: 'timezone.get_hwclock',
  doc: 'What the clock of the hardware keeps: UTC, or localtime.',
  args: NoArgs,
  example: 'timezone.get_hwclock',
  looks: true,
  // The third line says it; without the file, the kernel and systemd take it for UTC.
  run: async (host) =>
    ((await readText(host, '/etc/adjtime'))?.split('\n')[2] ?? '').trim() === 'LOCAL' ? 'localtime' : 'UTC',
});

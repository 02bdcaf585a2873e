import { float } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const loadavg = defineFunction({
  name: 'status.loadavg',
  doc: 'How many processes ran or waited to run, on average over the last minute, five and fifteen minutes.',
  args: NoArgs,
  example: 'status.loadavg',
  looks: true,
  async run(host) {
    const [one, five, fifteen] = host.machine.load();
    return new Map([
      ['1-min', float(one)],
      ['5-min', float(five)],
      ['15-min', float(fifteen)],
    ]);
  },
});

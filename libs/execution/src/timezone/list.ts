import { defineFunction, FunctionRefused } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { zones } from './zones.js';

export const list = defineFunction({
  name: 'timezone.list',
  doc: 'The time zones that the machine knows.',
  args: NoArgs,
  example: 'timezone.list',
  looks: true,
  async run(host) {
    if (!(await host.files.statTarget('/usr/share/zoneinfo')))
      throw new FunctionRefused('not-found', 'this machine knows no time zones (the package tzdata has them)');
    return zones(host);
  },
});

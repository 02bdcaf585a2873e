import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { processes } from './processes.js';

export const procs = defineFunction({
  name: 'status.procs',
  doc: 'Every process: its number, with its `user` and its `cmd`.',
  args: NoArgs,
  example: 'status.procs',
  looks: true,
  async run(host) {
    const all = await processes(host);
    return fromPlain(Object.fromEntries(all.map(({ pid, user, command }) => [pid, { user, cmd: command }])));
  },
});

import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { runUfw } from './run-ufw.js';

export const reload = defineFunction({
  name: 'ufw.reload',
  doc: 'Read the rules anew, where the firewall is active.',
  args: NoArgs,
  example: 'ufw.reload',
  out: 'txt',
  run: (host) => runUfw(host, 'reload'),
});

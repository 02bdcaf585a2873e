import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { runUfw } from './run-ufw.js';

export const disable = defineFunction({
  name: 'ufw.disable',
  doc: 'Switch the firewall off, now and at boot; its rules are kept.',
  args: NoArgs,
  example: 'ufw.disable',
  out: 'txt',
  run: (host) => runUfw(host, 'disable'),
});

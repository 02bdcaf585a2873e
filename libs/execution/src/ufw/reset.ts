import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { runUfw } from './run-ufw.js';

export const reset = defineFunction({
  name: 'ufw.reset',
  doc: 'Switch the firewall off and forget all its rules and policies; ufw keeps a copy of each file beside it.',
  args: NoArgs,
  example: 'ufw.reset',
  out: 'txt',
  run: (host) => runUfw(host, '--force', 'reset'),
});

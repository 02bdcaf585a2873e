import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { runUfw } from './run-ufw.js';

export class UfwLoggingArgs {
  @Arg({
    doc: 'How much is logged; on is low.',
    type: 'string',
    oneOf: ['off', 'on', 'low', 'medium', 'high', 'full'],
  })
  level!: string;
}

export const logging = defineFunction({
  name: 'ufw.logging',
  doc: 'Set how much the firewall logs.',
  args: UfwLoggingArgs,
  example: 'ufw.logging low',
  out: 'txt',
  run: (host, want) => runUfw(host, 'logging', want.level),
});

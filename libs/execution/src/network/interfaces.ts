import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readInterfaces } from './read-interfaces.js';

export const interfaces = defineFunction({
  name: 'network.interfaces',
  doc: 'All network interfaces with their hardware and addresses.',
  args: NoArgs,
  example: 'network.interfaces',
  looks: true,
  run: (host) => readInterfaces(host),
});

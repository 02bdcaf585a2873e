import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { availableModules } from './modules.js';

export const available = defineFunction({
  name: 'kmod.available',
  doc: 'The modules that this kernel has, built in or to be loaded.',
  args: NoArgs,
  example: 'kmod.available',
  looks: true,
  run: (host) => availableModules(host),
});

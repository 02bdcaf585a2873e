import { defineFunction } from '../definition.js';
import { ModArgs } from './mod.args.js';
import { availableModules, demandModule } from './modules.js';

export const checkAvailable = defineFunction({
  name: 'kmod.check_available',
  doc: 'Whether this kernel has a module.',
  args: ModArgs,
  example: 'kmod.check_available br_netfilter',
  looks: true,
  run: async (host, { mod }) => (await availableModules(host)).includes(demandModule('kmod.check_available', mod)),
});

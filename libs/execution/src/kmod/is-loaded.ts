import { defineFunction } from '../definition.js';
import { ModArgs } from './mod.args.js';
import { loadedModules, demandModule } from './modules.js';

export const isLoaded = defineFunction({
  name: 'kmod.is_loaded',
  doc: 'Whether a module is loaded.',
  args: ModArgs,
  example: 'kmod.is_loaded br_netfilter',
  looks: true,
  async run(host, { mod }) {
    const name = demandModule('kmod.is_loaded', mod);
    return (await loadedModules(host)).some((one) => one.name === name);
  },
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { atBoot, loadedModules } from './modules.js';

export class KmodModListArgs {
  @Arg({ doc: 'Only those that are loaded at boot.', type: 'boolean', default: false })
  only_persist!: boolean;
}

export const modList = defineFunction({
  name: 'kmod.mod_list',
  doc: 'The names of the modules that are loaded, or that are loaded at boot.',
  args: KmodModListArgs,
  example: 'kmod.mod_list only_persist=True',
  looks: true,
  run: async (host, want) =>
    want.only_persist ? atBoot(host) : (await loadedModules(host)).map(({ name }) => name).sort(),
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class SaltutilRefreshModulesArgs {
  @Arg({ doc: 'Answer at once; nothing is waited for anyway.', type: 'boolean', default: true })
  async!: boolean;
}

export const refreshModules = defineFunction({
  name: 'saltutil.refresh_modules',
  doc: 'Always true: the functions of a minion are those it was installed with, and are never stale.',
  args: SaltutilRefreshModulesArgs,
  example: 'saltutil.refresh_modules',
  looks: true,
  run: async () => true,
});

import { defineFunction } from '../definition.js';
import { nothingToSync, SyncArgs } from './sync.args.js';

export const syncModules = defineFunction({
  name: 'saltutil.sync_modules',
  doc: 'Always an empty list: no code of modules comes from the state tree here.',
  args: SyncArgs,
  example: 'saltutil.sync_modules',
  looks: true,
  run: async () => nothingToSync([]),
});

import { defineFunction } from '../definition.js';
import { nothingToSync, SyncArgs } from './sync.args.js';

export const syncGrains = defineFunction({
  name: 'saltutil.sync_grains',
  doc: 'Always an empty list: no code of grains comes from the state tree here.',
  args: SyncArgs,
  example: 'saltutil.sync_grains',
  looks: true,
  run: async () => nothingToSync([]),
});

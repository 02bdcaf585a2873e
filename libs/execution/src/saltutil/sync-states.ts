import { defineFunction } from '../definition.js';
import { nothingToSync, SyncArgs } from './sync.args.js';

export const syncStates = defineFunction({
  name: 'saltutil.sync_states',
  doc: 'Always an empty list: no code of states comes from the state tree here.',
  args: SyncArgs,
  example: 'saltutil.sync_states',
  looks: true,
  run: async () => nothingToSync([]),
});

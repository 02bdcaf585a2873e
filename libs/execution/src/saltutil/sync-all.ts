import { defineFunction } from '../definition.js';
import { nothingToSync, SyncArgs } from './sync.args.js';

export const syncAll = defineFunction({
  name: 'saltutil.sync_all',
  doc: 'Always empty lists: no code comes from the state tree here. Grains and pillar are had anew.',
  args: SyncArgs,
  example: 'saltutil.sync_all',
  async run(_host, { refresh }, context) {
    if (refresh) for (const what of ['grains', 'pillar'] as const) await context.refresh(what);
    return nothingToSync(new Map(['grains', 'modules', 'states'].map((kind) => [kind, []])));
  },
});

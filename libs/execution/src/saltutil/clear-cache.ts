import { posix } from 'node:path';
import { backupDirectory } from '@fleet/edits';
import { defineFunction } from '../definition.js';
import { cacheFolder } from '../cp/cache.js';
import { NoArgs } from '../no-args.js';

export const clearCache = defineFunction({
  name: 'saltutil.clear_cache',
  doc: 'Delete what this minion keeps of the state tree and of fetched files; it is had again when it is needed. Backups of files stay, which Salt deletes too.',
  args: NoArgs,
  example: 'saltutil.clear_cache',
  async run(host, _want, context) {
    const folders = new Set([context.paths?.cache ?? cacheFolder(context.opts), cacheFolder(context.opts)]);
    // Nothing else has what a file held before.
    const keeps = new Set([...folders].map((folder) => backupDirectory(folder, '/')));
    for (const folder of folders) {
      if ((await host.files.stat(folder))?.kind !== 'directory') continue;
      for (const name of await host.files.list(folder)) {
        const path = posix.join(folder, name);
        if (!keeps.has(path)) await host.files.remove(path);
      }
    }
    return true;
  },
});

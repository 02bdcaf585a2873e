import { defineFunction } from '../definition.js';
import { cachePath } from './cache.js';
import { CpPathArgs } from './path.args.js';

export const isCached = defineFunction({
  name: 'cp.is_cached',
  doc: "The path of a file's copy in the minion's cache, or an empty text where it has none.",
  args: CpPathArgs,
  example: 'cp.is_cached salt://app/app.tar.gz',
  looks: true,
  async run(host, want, context) {
    const copy = cachePath(context, want.path, want.saltenv);
    return (await host.files.statTarget(copy)) ? copy : '';
  },
});

import { posix } from 'node:path';
import { HostRefusal } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';
import { realPath } from './real-path.js';
import { most, namesIn } from './walk.js';

export const listFiles = defineFunction({
  name: 'file.list_files',
  doc: 'A directory and all that is below it, sorted; symlinks to directories are followed, each directory once.',
  args: PathArgs,
  example: 'file.list_files /etc/nginx',
  looks: true,
  async run(host, want) {
    const found = [want.path];
    const met = new Set<string>();
    const open = [want.path];
    for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
      const real = await realPath(host, directory);
      if (met.has(real)) continue;
      met.add(real);
      const names =
        (await host.files.statTarget(directory))?.kind === 'directory' ? await namesIn(host, directory) : [];
      for (const name of names) {
        const path = posix.join(directory, name);
        found.push(path);
        if ((await host.files.statTarget(path))?.kind === 'directory') open.push(path);
      }
      if (found.length > most)
        throw new HostRefusal('too-large', `${want.path} holds more than ${most} entries`, { path: want.path });
    }
    return found.sort();
  },
});

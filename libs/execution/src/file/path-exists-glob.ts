import { defineFunction } from '../definition.js';
import { expandGlob } from './expand-glob.js';
import { PathArgs } from './path.args.js';

export const pathExistsGlob = defineFunction({
  name: 'file.path_exists_glob',
  doc: 'Whether anything exists at a path, which may be a glob.',
  args: PathArgs,
  example: "file.path_exists_glob '/etc/nginx/*.conf'",
  looks: true,
  async run(host, want) {
    const first = await expandGlob(host, want.path).next();
    return first.done !== true;
  },
});

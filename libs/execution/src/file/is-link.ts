import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const isLink = defineFunction({
  name: 'file.is_link',
  doc: 'Whether there is a symlink at a path.',
  args: PathArgs,
  example: 'file.is_link /etc/localtime',
  looks: true,
  run: async (host, want) => (await host.files.stat(want.path))?.kind === 'symlink',
});

import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const read = defineFunction({
  name: 'file.read',
  doc: 'The text of a file, up to 1 MiB.',
  args: PathArgs,
  example: 'file.read /etc/hostname',
  looks: true,
  out: 'txt',
  run: async (host, want) => (await host.files.read(want.path, { limit: 1024 * 1024 })).toString('utf8'),
});

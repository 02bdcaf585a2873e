import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const readdir = defineFunction({
  name: 'file.readdir',
  doc: 'The names in a directory, `.` and `..` among them.',
  args: PathArgs,
  example: 'file.readdir /etc/nginx',
  looks: true,
  run: async (host, want) => ['.', '..', ...(await host.files.list(want.path))],
});

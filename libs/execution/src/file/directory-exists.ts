import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const directoryExists = defineFunction({
  name: 'file.directory_exists',
  doc: 'Whether there is a directory at a path; symlinks are followed.',
  args: PathArgs,
  example: 'file.directory_exists /opt/cortensor',
  looks: true,
  run: async (host, want) => (await host.files.statTarget(want.path))?.kind === 'directory',
});

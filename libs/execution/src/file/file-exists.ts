import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const fileExists = defineFunction({
  name: 'file.file_exists',
  doc: 'Whether there is a regular file at a path; symlinks are followed.',
  args: PathArgs,
  example: 'file.file_exists /etc/fleet/minion.yaml',
  looks: true,
  run: async (host, want) => (await host.files.statTarget(want.path))?.kind === 'file',
});

import { defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const isEmpty = defineFunction({
  name: 'file.is_empty',
  doc: 'Whether a file holds nothing; false where there is none.',
  args: PathArgs,
  example: 'file.is_empty /etc/machine-id',
  looks: true,
  run: async (host, want) => (await host.files.statTarget(want.path))?.size === 0,
});

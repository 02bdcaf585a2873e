import { defineFunction } from '../definition.js';
import { SaltenvArgs } from './saltenv.args.js';
import { pathsBelow } from './tree-files.js';

export const listMaster = defineFunction({
  name: 'cp.list_master',
  doc: 'The files of an environment of the state tree, sorted.',
  args: SaltenvArgs,
  example: 'cp.list_master',
  looks: true,
  run: async (_host, want, context) => pathsBelow(context, want.saltenv, want.prefix),
});

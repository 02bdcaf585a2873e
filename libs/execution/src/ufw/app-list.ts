import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askUfw } from './run-ufw.js';

export const appList = defineFunction({
  name: 'ufw.app_list',
  doc: 'The names of the profiles of applications that rules may name.',
  args: NoArgs,
  example: 'ufw.app_list',
  looks: true,
  run: async (host) =>
    (await askUfw(host, 'app', 'list')).split('\n').flatMap((line) => /^ {2}(\S.*)$/.exec(line)?.[1] ?? []),
});

import { defineFunction, FunctionRefused } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askUfw } from './run-ufw.js';

export const version = defineFunction({
  name: 'ufw.version',
  doc: 'The version of ufw.',
  args: NoArgs,
  example: 'ufw.version',
  looks: true,
  async run(host) {
    const found = /^ufw (\S+)/.exec(await askUfw(host, 'version'))?.[1];
    if (found === undefined) throw new FunctionRefused('failed', 'ufw did not tell its version');
    return found;
  },
});

import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askTool } from '../tool.js';

export const version = defineFunction({
  name: 'pipx.version',
  doc: 'The version of pipx itself.',
  args: NoArgs,
  example: 'pipx.version',
  looks: true,
  run: (host) => askTool(host, ['pipx', '--version']),
});

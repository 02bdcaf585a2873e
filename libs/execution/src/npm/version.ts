import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askTool } from '../tool.js';

export const version = defineFunction({
  name: 'npm.version',
  doc: 'The version of npm itself.',
  args: NoArgs,
  example: 'npm.version',
  looks: true,
  run: (host) => askTool(host, ['npm', '--version']),
});

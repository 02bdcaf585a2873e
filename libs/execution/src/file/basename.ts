import { defineQuick } from '../definition.js';
import { PathArgs } from './path.args.js';

export const basename = defineQuick({
  name: 'file.basename',
  doc: 'What stands after the last slash of a path.',
  args: PathArgs,
  example: 'file.basename /etc/ssh/sshd_config',
  now: ({ path }) => path.slice(path.lastIndexOf('/') + 1),
});

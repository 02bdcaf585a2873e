import { defineQuick } from '../definition.js';
import { PathArgs } from './path.args.js';

export const dirname = defineQuick({
  name: 'file.dirname',
  doc: 'What stands before the last slash of a path.',
  args: PathArgs,
  example: 'file.dirname /etc/ssh/sshd_config',
  now({ path }) {
    const head = path.slice(0, path.lastIndexOf('/') + 1);
    return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
  },
});

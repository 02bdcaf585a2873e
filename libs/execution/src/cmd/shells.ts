import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const shells = defineFunction({
  name: 'cmd.shells',
  doc: 'The shells that /etc/shells allows.',
  args: NoArgs,
  example: 'cmd.shells',
  looks: true,
  async run(host) {
    if (!(await host.files.statTarget('/etc/shells'))) return [];
    const text = (await host.files.read('/etc/shells')).toString('utf8');
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  },
});

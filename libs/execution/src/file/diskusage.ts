import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { lookWith } from './run-program.js';

export const diskusage = defineFunction({
  name: 'file.diskusage',
  doc: 'How many bytes a path and all that is below it hold, as du(1) counts apparent sizes; a file of several names counts once.',
  args: PathArgs,
  example: 'file.diskusage /var/log',
  looks: true,
  async run(host, want) {
    const words = ['du', '--summarize', '--apparent-size', '--block-size=1', '--', want.path] as const;
    const [bytes = ''] = (await lookWith(host, words)).split('\t');
    if (!/^\d+$/.test(bytes)) throw new FunctionRefused('failed', `du(1) answered no number for ${want.path}`);
    return Number(bytes);
  },
});

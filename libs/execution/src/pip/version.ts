import { defineFunction, FunctionRefused } from '../definition.js';
import { askPip } from './pip.js';
import { PipPlaceArgs } from './place.args.js';

export const version = defineFunction({
  name: 'pip.version',
  doc: 'The version of pip itself.',
  args: PipPlaceArgs,
  example: 'pip.version /opt/app/venv',
  looks: true,
  async run(host, want, context) {
    const found = /^pip (\S+)/m.exec(await askPip(host, want, context, '--version'))?.[1];
    if (found === undefined) throw new FunctionRefused('failed', 'pip did not tell its version');
    return found;
  },
});

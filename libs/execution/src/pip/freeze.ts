import { defineFunction } from '../definition.js';
import { withoutCredentials } from '../without-credentials.js';
import { askPip } from './pip.js';
import { PipPlaceArgs } from './place.args.js';

export const freeze = defineFunction({
  name: 'pip.freeze',
  doc: 'The packages of a Python as lines of a file of requirements.',
  args: PipPlaceArgs,
  example: 'pip.freeze /opt/app/venv',
  looks: true,
  run: async (host, want, context) =>
    withoutCredentials(await askPip(host, want, context, 'freeze'))
      .split('\n')
      .filter((line) => line !== ''),
});

import { defineFunction } from '../definition.js';
import { SaltenvArgs } from './saltenv.args.js';
import { pathsBelow } from './tree-files.js';

export const listStates = defineFunction({
  name: 'cp.list_states',
  doc: 'The names of all SLS of an environment, sorted.',
  args: SaltenvArgs,
  example: 'cp.list_states',
  looks: true,
  async run(_host, want, context) {
    const names = (await pathsBelow(context, want.saltenv, want.prefix))
      .filter((path) => path.endsWith('.sls'))
      .map((path) => path.replace(/(?:(?<=.)\/init)?\.sls$/, '').replaceAll('/', '.'));
    return [...new Set(names)].sort();
  },
});

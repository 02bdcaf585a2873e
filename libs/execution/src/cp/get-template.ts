import { posix } from 'node:path';
import { Arg, Rest } from '@fleet/arguments';
import { isMap, type ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { renderer } from '../slsutil/renderer.js';
import { placeFile } from './place-file.js';

export class CpGetTemplateArgs {
  @Arg({ doc: 'The template: salt://path.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Where to put what it renders.', type: 'string' })
  dest!: string;

  @Arg({ doc: 'Its language.', type: 'string', default: 'jinja', oneOf: ['jinja'] })
  template!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'Make the folders above.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Rest({ doc: 'Variables for the template; `context` holds more of them.', of: 'named' })
  names: ValueMap = new Map();
}

export const getTemplate = defineFunction({
  name: 'cp.get_template',
  doc: 'Render a template of the state tree into a file of the minion.',
  args: CpGetTemplateArgs,
  example: 'cp.get_template salt://app/app.conf.jinja /etc/app.conf',
  async run(host, want, context) {
    const given = want.names.get('context') ?? null;
    const names: ValueMap = new Map([...want.names, ...(isMap(given) ? given : []), ['saltenv', want.saltenv]]);
    names.delete('context');
    const text = await renderer.run(host, { path: want.path, default_renderer: 'jinja', names }, context);
    if (typeof text !== 'string') throw new FunctionRefused('failed', `${want.path} is no template for a file`);
    return placeFile(host, text, { ...want, name: posix.basename(want.path) });
  },
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { installedPackages, normalName } from './installed.js';
import { PipPlaceArgs } from './place.args.js';

export class PipListArgs {
  @Arg({ doc: 'Only packages whose names begin so.', type: 'string', default: '' })
  prefix!: string;

  @Arg({
    doc: 'Folder of a virtual environment, or path of a pip; without, the pip of the machine.',
    type: 'string',
    optional: true,
  })
  bin_env?: string;

  @Arg({ doc: 'Account that runs pip.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Folder that pip runs in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env_vars?: PipPlaceArgs['env_vars'];
}

export const list = defineFunction({
  name: 'pip.list',
  doc: 'The packages of a Python, with their versions.',
  args: PipListArgs,
  example: 'pip.list bin_env=/opt/app/venv',
  looks: true,
  async run(host, want, context) {
    const all = [...(await installedPackages(host, want, context)).values()];
    const fitting = all.filter(({ name }) => normalName(name).startsWith(normalName(want.prefix)));
    return new Map(fitting.map(({ name, version }) => [name, version]));
  },
});

import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { npmPackages } from './npm.js';

export class NpmListArgs {
  @Arg({ doc: 'Only the package of this name.', type: 'string', optional: true })
  pkg?: string;

  @Arg({
    doc: 'Folder of a project; without, what is installed for the whole machine.',
    type: 'string',
    optional: true,
  })
  dir?: string;

  @Arg({ doc: 'Account that runs npm.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;
}

export const list = defineFunction({
  name: 'npm.list',
  doc: 'The packages of npm with their versions, those that they need not among them.',
  args: NpmListArgs,
  example: 'npm.list dir=/opt/app',
  looks: true,
  async run(host, want, context) {
    const all = [...(await npmPackages(host, want, context))];
    const fitting = all.filter(([name]) => want.pkg === undefined || name === want.pkg);
    return fromPlain(Object.fromEntries(fitting.map(([name, version]) => [name, { version }])));
  },
});

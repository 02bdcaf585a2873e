import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { planInstall } from './parts/plan-install.js';

export class NpmInstalledArgs {
  @Arg({
    doc: 'The package, with a version where one is wanted (pm2@5.3.0), or an archive or an address; not used beside pkgs.',
    type: 'string',
  })
  name!: string;

  @Arg({ doc: 'Several packages.', type: 'string or list', optional: true })
  pkgs?: string[];

  @Arg({ doc: 'Folder of a project; without, it is for the whole machine.', type: 'string', optional: true })
  dir?: string;

  @Arg({ doc: 'Account that runs npm.', type: 'string', optional: true })
  user?: string;

  @Arg({
    doc: 'Install it again where it is there already: this state is then never settled.',
    type: 'boolean',
    default: false,
  })
  force_reinstall!: boolean;

  @Arg({ doc: 'Address of the registry.', type: 'string', optional: true })
  registry?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;
}

export const installed = defineState({
  name: 'npm.installed',
  doc: 'Keep packages of npm installed. The registry is asked only for what is not there, and for ranges and tags.',
  args: NpmInstalledArgs,
  example: 'pm2@5.3.0:\n  npm.installed: []\n',
  plan: (host, { name, pkgs = [name], dir, user, registry, env, force_reinstall }, context) =>
    planInstall(host, pkgs, { dir, runas: user, registry, env }, { always: force_reinstall }, context),
});

import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { planInstall } from './parts/plan-install.js';

export class NpmBootstrapArgs {
  @Arg({ doc: 'Folder of the project, with its package.json.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Account that runs npm.', type: 'string', optional: true })
  user?: string;
}

export const bootstrap = defineState({
  name: 'npm.bootstrap',
  doc: 'Keep what the package.json of a project asks for installed in it.',
  args: NpmBootstrapArgs,
  example: '/opt/app:\n  npm.bootstrap:\n    - user: deploy\n',
  plan: (host, { name, user }, context) =>
    planInstall(host, [], { dir: name, runas: user, registry: undefined, env: undefined }, { always: false }, context),
});

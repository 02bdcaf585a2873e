import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { demandWords } from '../language-tool.js';
import { npmChanges, npmPackages, runNpm } from './npm.js';

export class NpmUninstallArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  pkg!: string;

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

export const uninstall = defineFunction({
  name: 'npm.uninstall',
  doc: 'Remove a package of npm; answers what is gone, as name → old and new version.',
  args: NpmUninstallArgs,
  example: 'npm.uninstall pm2',
  async run(host, want, context) {
    demandWords('pkg', [want.pkg]);
    const before = await npmPackages(host, want, context);
    if (!before.has(want.pkg)) throw new FunctionRefused('not-found', `there is no package ${want.pkg} to remove`);
    await runNpm(host, want, context, 'uninstall', want.pkg);
    return npmChanges(before, await npmPackages(host, want, context));
  },
});

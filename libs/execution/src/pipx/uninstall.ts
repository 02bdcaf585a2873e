import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandWords } from '../language-tool.js';
import { runPipx } from './pipx.js';

export class PipxUninstallArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  package!: string;

  @Arg({ doc: 'Account that has it; default: that of the minion.', type: 'string', optional: true })
  user?: string;
}

export const uninstall = defineFunction({
  name: 'pipx.uninstall',
  doc: 'Remove a program that pipx has installed, with its virtual environment.',
  args: PipxUninstallArgs,
  example: 'pipx.uninstall httpie user=deploy',
  out: 'txt',
  async run(host, want, context) {
    demandWords('package', [want.package]);
    return runPipx(host, want.user, context, 'uninstall', want.package);
  },
});

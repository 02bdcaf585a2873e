import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandWords } from '../language-tool.js';
import { runPipx } from './pipx.js';

export class PipxUpgradeArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  package!: string;

  @Arg({ doc: 'Account that has it; default: that of the minion.', type: 'string', optional: true })
  user?: string;
}

export const upgrade = defineFunction({
  name: 'pipx.upgrade',
  doc: 'Bring a program that pipx has installed to its newest version; answers what pipx said.',
  args: PipxUpgradeArgs,
  example: 'pipx.upgrade httpie user=deploy',
  out: 'txt',
  async run(host, want, context) {
    demandWords('package', [want.package]);
    return runPipx(host, want.user, context, 'upgrade', want.package);
  },
});

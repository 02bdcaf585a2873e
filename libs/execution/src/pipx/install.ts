import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandWords } from '../language-tool.js';
import { withoutCredentials } from '../without-credentials.js';
import { runPipx } from './pipx.js';

export class PipxInstallArgs {
  @Arg({
    doc: 'Name of the package, with a version where one is wanted (httpie==3.2.2), or a path or an address.',
    type: 'string',
  })
  package!: string;

  @Arg({ doc: 'Account that gets it; default: that of the minion.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Install it again, or in another version, where it is there already.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Options that pipx hands to pip, such as --no-index.', type: 'string or list', optional: true })
  pip_args?: string[];

  @Arg({ doc: 'The Python that it runs with, a path or a version.', type: 'string', optional: true })
  python?: string;
}

export const install = defineFunction({
  name: 'pipx.install',
  doc: 'Install a program of Python into a virtual environment of its own; answers what pipx said.',
  args: PipxInstallArgs,
  example: 'pipx.install httpie user=deploy',
  out: 'txt',
  async run(host, want, context) {
    demandWords('package', [want.package]);
    if (want.python !== undefined) demandWords('python', [want.python]);
    const words = [
      ...(want.force ? ['--force'] : []),
      ...(want.python === undefined ? [] : ['--python', want.python]),
      // In one word: what begins with a dash would be read as an option of pipx.
      ...(want.pip_args === undefined ? [] : [`--pip-args=${want.pip_args.join(' ')}`]),
    ];
    return withoutCredentials(await runPipx(host, want.user, context, 'install', ...words, want.package));
  },
});

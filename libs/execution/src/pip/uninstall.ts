import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { demandWords } from '../language-tool.js';
import { runPip } from './pip.js';
import { PipPlaceArgs } from './place.args.js';

@NotSupported({
  log: 'what pip says is answered; leave it out.',
  proxy: 'nothing is fetched; leave it out.',
  timeout: 'nothing is fetched; leave it out.',
  use_vt: 'pip runs without a terminal; leave it out.',
})
export class PipUninstallArgs {
  @Arg({ doc: 'Names of packages, a list or joined by commas.', type: 'string or list', optional: true })
  pkgs?: string[];

  @Arg({
    doc: 'File of requirements on this machine, or a list of them: what they name is removed.',
    type: 'string or list',
    optional: true,
  })
  requirements?: string[];

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

  @Arg({
    doc: 'Further options of pip, each beginning with two dashes, such as --break-system-packages.',
    type: 'string or list',
    optional: true,
  })
  extra_args?: string[];
}

export const uninstall = defineFunction({
  name: 'pip.uninstall',
  doc: 'Remove packages of Python; answers what pip said. What they brought with them stays.',
  args: PipUninstallArgs,
  example: 'pip.uninstall requests bin_env=/opt/app/venv',
  out: 'txt',
  async run(host, want, context) {
    const packages = (want.pkgs ?? []).flatMap((text) => text.split(',')).map((text) => text.trim());
    const files = want.requirements ?? [];
    demandWords('pkgs', packages);
    demandWords('requirements', files);
    if (packages.length + files.length === 0)
      throw new FunctionRefused('bad-arguments', 'say what to remove: `pkgs` or `requirements`');
    const options = want.extra_args ?? [];
    for (const option of options)
      if (!/^--[a-z][a-z-]*(?:=.*)?$/.test(option))
        throw new FunctionRefused(
          'bad-arguments',
          `\`extra_args\`: ${option} is no option that begins with two dashes`,
        );
    const words = [...options, ...files.flatMap((file) => ['--requirement', file])];
    return runPip(
      host,
      want,
      context,
      'uninstall',
      '--yes',
      ...words,
      ...(packages.length > 0 ? ['--', ...packages] : []),
    );
  },
});

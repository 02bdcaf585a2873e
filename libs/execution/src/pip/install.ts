import { defineFunction } from '../definition.js';
import { withoutCredentials } from '../without-credentials.js';
import { installWords } from './install-words.js';
import { PipInstallArgs } from './install.args.js';
import { runPip } from './pip.js';

export const install = defineFunction({
  name: 'pip.install',
  doc: 'Install packages of Python; answers what pip said.',
  args: PipInstallArgs,
  example: "pip.install 'requests>=2.31' bin_env=/opt/app/venv",
  out: 'txt',
  run: async (host, want, context) =>
    withoutCredentials(await runPip(host, want, context, 'install', ...installWords(want))),
});

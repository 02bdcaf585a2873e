import { defineFunction } from '../definition.js';
import { installWords } from './install-words.js';
import { NpmInstallArgs } from './install.args.js';
import { npmChanges, npmPackages, runNpm } from './npm.js';
import { wouldInstall } from './would-install.js';

export const install = defineFunction({
  name: 'npm.install',
  doc: 'Install packages of npm; answers which have another version than before, as name → old and new one.',
  args: NpmInstallArgs,
  example: 'npm.install pm2@5.3.0',
  async run(host, want, context) {
    const words = installWords(want);
    if (want.dry_run) return wouldInstall.run(host, want, context);
    const before = await npmPackages(host, want, context);
    await runNpm(host, want, context, ...words);
    return npmChanges(before, await npmPackages(host, want, context));
  },
});

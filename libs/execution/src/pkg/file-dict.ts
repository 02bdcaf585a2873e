import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { PackageNamesArgs } from './names.args.js';
import { packageFiles } from './package-files.js';

export const fileDict = defineFunction({
  name: 'pkg.file_dict',
  doc: 'The files and directories of each package, as {errors, packages: {name: files}}.',
  args: PackageNamesArgs,
  example: 'pkg.file_dict openssh-server cron',
  looks: true,
  async run(host, want) {
    const { files, errors } = await packageFiles(host, want.names.map(String));
    return fromPlain({ errors, packages: Object.fromEntries(files) });
  },
});

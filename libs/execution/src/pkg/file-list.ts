import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { PackageNamesArgs } from './names.args.js';
import { packageFiles } from './package-files.js';

export const fileList = defineFunction({
  name: 'pkg.file_list',
  doc: 'All files and directories of packages, as {errors, files}.',
  args: PackageNamesArgs,
  example: 'pkg.file_list openssh-server',
  looks: true,
  async run(host, want) {
    const { files, errors } = await packageFiles(host, want.names.map(String));
    return fromPlain({ errors, files: [...new Set([...files.values()].flat())].sort() });
  },
});

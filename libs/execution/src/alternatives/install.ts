import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { change, checkedName, checkedPath } from './group.js';

export class AlternativesInstallArgs {
  @Arg({ doc: 'Name of the group, such as editor.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The link that everybody calls, such as /usr/bin/editor.', type: 'string' })
  link!: string;

  @Arg({ doc: 'The program, such as /usr/bin/vim.', type: 'string' })
  path!: string;

  @Arg({ doc: 'The highest number is used, unless somebody has chosen.', type: 'int' })
  priority!: number;
}

export const install = defineFunction({
  name: 'alternatives.install',
  doc: 'Make a program one of the alternatives for a name; answers what update-alternatives says.',
  args: AlternativesInstallArgs,
  example: 'alternatives.install editor /usr/bin/editor /usr/bin/vim.tiny 50',
  out: 'txt',
  async run(host, { name, link, path, priority }) {
    if (!(await host.files.statTarget(checkedPath(path))))
      throw new FunctionRefused('not-found', `${path} does not exist`);
    return change(host, '--install', checkedPath(link), checkedName(name), path, String(priority));
  },
});

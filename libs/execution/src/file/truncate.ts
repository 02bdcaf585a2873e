import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';
import { printed } from './run-program.js';

export class FileTruncateArgs extends PathArgs {
  @Arg({ doc: 'How many bytes to leave; a shorter file is filled up with zeros.', type: 'int' })
  length!: number;
}

export const truncate = defineFunction({
  name: 'file.truncate',
  doc: 'Cut a file to a length in place, as for a log that a program goes on writing to.',
  args: FileTruncateArgs,
  example: 'file.truncate /var/log/app.log 0',
  async run(host, want) {
    const path = absolutePath(want.path);
    if (want.length < 0) throw new FunctionRefused('bad-arguments', 'file.truncate: the length is a number of bytes');
    if ((await host.files.statTarget(path))?.kind !== 'file')
      throw new FunctionRefused('not-found', `there is no file ${path}`);
    printed('truncate', await host.commands.run(['truncate', '--no-create', `--size=${want.length}`, '--', path]));
    return null;
  },
});

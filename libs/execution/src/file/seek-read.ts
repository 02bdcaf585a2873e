import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { lookWith } from './run-program.js';

const most = 512 * 1024;

export class FileSeekReadArgs extends PathArgs {
  @Arg({ doc: 'How many bytes, up to 524288.', type: 'int' })
  size!: number;

  @Arg({ doc: 'How many bytes to pass over first.', type: 'int' })
  offset!: number;
}

export const seekRead = defineFunction({
  name: 'file.seek_read',
  doc: 'A part of a file, as text.',
  args: FileSeekReadArgs,
  example: 'file.seek_read /var/lib/app/data 4096 0',
  looks: true,
  out: 'txt',
  async run(host, want) {
    if (want.offset < 0 || want.size < 0 || want.size > most)
      throw new FunctionRefused('bad-arguments', `file.seek_read: the offset is from 0, the size from 0 to ${most}`);
    if ((await host.files.statTarget(want.path))?.kind !== 'file')
      throw new FunctionRefused('not-found', `there is no file ${want.path}`);
    return lookWith(host, [
      'dd',
      `if=${want.path}`,
      'status=none',
      'iflag=skip_bytes,count_bytes',
      `skip=${want.offset}`,
      `count=${want.size}`,
    ]);
  },
});

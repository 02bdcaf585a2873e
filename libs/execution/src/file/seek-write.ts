import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';
import { printed } from './run-program.js';

export class FileSeekWriteArgs extends PathArgs {
  @Arg({ doc: 'The text to write there.', type: 'string' })
  data!: string;

  @Arg({ doc: 'How many bytes to pass over first.', type: 'int' })
  offset!: number;
}

export const seekWrite = defineFunction({
  name: 'file.seek_write',
  doc: 'Overwrite a part of a file in place; answers how many bytes were written.',
  args: FileSeekWriteArgs,
  example: 'file.seek_write /var/lib/app/data magic 0',
  async run(host, want) {
    const path = absolutePath(want.path);
    if (want.offset < 0) throw new FunctionRefused('bad-arguments', 'file.seek_write: the offset is from 0');
    if ((await host.files.statTarget(path))?.kind !== 'file')
      throw new FunctionRefused('not-found', `there is no file ${path}`);
    const words = [
      'dd',
      `of=${path}`,
      'status=none',
      'conv=notrunc',
      'oflag=seek_bytes',
      `seek=${want.offset}`,
    ] as const;
    printed('dd', await host.commands.run(words, { stdin: want.data }));
    return Buffer.byteLength(want.data);
  },
});

import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';

export class FileTouchArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Time of last access, in seconds since 1970; default: now.', type: 'int', optional: true })
  atime?: number;

  @Arg({ doc: 'Time of last change, in seconds since 1970; default: now.', type: 'int', optional: true })
  mtime?: number;
}

export const touch = defineFunction({
  name: 'file.touch',
  doc: 'Set the times of an entry; a file that does not exist is made, empty.',
  args: FileTouchArgs,
  example: 'file.touch /var/lib/app/ready',
  async run(host, want) {
    const path = absolutePath(want.name);
    if ([want.atime, want.mtime].some((time) => time !== undefined && time < 0))
      throw new FunctionRefused('bad-arguments', 'file.touch: times are seconds since 1970');
    if (!(await host.files.statTarget(path))) await host.files.write(path, '');
    const now = Date.now();
    // One of the two given, the other follows it, as in Salt.
    const [accessed, modified] = [want.atime ?? want.mtime, want.mtime ?? want.atime];
    await host.files.setTimes(path, {
      accessed: accessed === undefined ? now : accessed * 1000,
      modified: modified === undefined ? now : modified * 1000,
    });
    return true;
  },
});

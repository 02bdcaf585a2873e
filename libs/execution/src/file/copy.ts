import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';

export class FileCopyArgs {
  @Arg({ doc: 'Absolute path of what is copied.', type: 'string' })
  src!: string;

  @Arg({ doc: 'Absolute path of the copy.', type: 'string' })
  dst!: string;

  @Arg({ doc: 'Copy a directory with all that is in it.', type: 'boolean', default: false })
  recurse!: boolean;

  @Arg({
    doc: 'With recurse: remove first what stands in its place; otherwise a directory that exists is added to.',
    type: 'boolean',
    default: false,
  })
  remove_existing!: boolean;
}

export const copy = defineFunction({
  name: 'file.copy',
  doc: 'Copy a file, with owner and mode; a file in its place is replaced in one step.',
  args: FileCopyArgs,
  example: 'file.copy /etc/app.conf /etc/app.conf.orig',
  async run(host, want) {
    const [from, to] = [absolutePath(want.src), absolutePath(want.dst)];
    const source = await host.files.statTarget(from);
    if (!source) throw new FunctionRefused('not-found', `there is no ${from}`);
    if (source.kind === 'directory' && !want.recurse)
      throw new FunctionRefused('failed', `${from} is a directory; recurse=True copies it with all that is in it`);
    if (source.kind !== 'directory') {
      if (source.kind !== 'file') throw new FunctionRefused('failed', `${from} is a ${source.kind}, not a file`);
      await host.files.copy(from, to, { uid: source.uid, gid: source.gid, mode: source.mode });
      return true;
    }
    if (from === to || to.startsWith(`${from}/`) || from.startsWith(`${to}/`))
      throw new FunctionRefused('failed', `one of ${from} and ${to} lies in the other`);
    if (want.remove_existing) await host.files.remove(to);
    const result = await host.commands.run(['cp', '--archive', '--no-target-directory', '--', from, to]);
    if (result.exitCode !== 0) throw new FunctionRefused('failed', result.stderr.trim());
    return true;
  },
});

import { Arg } from '@fleet/arguments';
import { shownDiff } from '@fleet/edits';
import { readBytes } from '../cp/tree-files.js';
import { defineFunction, FunctionRefused } from '../definition.js';

export class FileGetDiffArgs {
  @Arg({ doc: 'The old file: a path on the minion, salt://… or http(s)://….', type: 'string' })
  file1!: string;

  @Arg({ doc: 'The new file.', type: 'string' })
  file2!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'Show the difference; False only tells that there is one.', type: 'boolean', default: true })
  show_changes!: boolean;
}

export const getDiff = defineFunction({
  name: 'file.get_diff',
  doc: 'The difference between two files; empty where there is none. Values of files that only their owner may read are not shown.',
  args: FileGetDiffArgs,
  example: 'file.get_diff /etc/app.conf salt://app/app.conf',
  looks: true,
  out: 'txt',
  async run(host, want, context) {
    const read = async (path: string): Promise<{ content: Buffer; private: boolean }> => {
      const content = await readBytes(host, context, path, want.saltenv);
      if (!content) throw new FunctionRefused('not-found', `there is no file ${path}`);
      const stats = path.startsWith('/') ? await host.files.statTarget(path) : undefined;
      return { content, private: stats !== undefined && (stats.mode & 0o077) === 0 };
    };
    const [before, after] = [await read(want.file1), await read(want.file2)];
    if (before.content.equals(after.content)) return '';
    return shownDiff(before.content, after.content, {
      hidden: !want.show_changes,
      private: before.private || after.private,
      secret: () => false,
    });
  },
});

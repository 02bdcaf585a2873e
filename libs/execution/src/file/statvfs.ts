import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { lookWith } from './run-program.js';

/** What stat(1) calls each of the numbers of statvfs(3). */
const numbers = [
  ['f_bsize', '%s'],
  ['f_frsize', '%S'],
  ['f_blocks', '%b'],
  ['f_bfree', '%f'],
  ['f_bavail', '%a'],
  ['f_files', '%c'],
  ['f_ffree', '%d'],
  ['f_namemax', '%l'],
] as const;

export const statvfs = defineFunction({
  name: 'file.statvfs',
  doc: 'The numbers of the file system that a path lies on: block sizes, blocks and inodes, all and free.',
  args: PathArgs,
  example: 'file.statvfs /srv',
  looks: true,
  async run(host, want) {
    const format = numbers.map(([, sign]) => sign).join(' ');
    const found = (await lookWith(host, ['stat', '--file-system', `--format=${format}`, '--', want.path]))
      .trim()
      .split(' ');
    if (found.length !== numbers.length)
      throw new FunctionRefused('failed', `stat(1) answered ${found.length} numbers`);
    return new Map<Value, Value>(numbers.map(([name], index) => [name, Number(found[index])]));
  },
});

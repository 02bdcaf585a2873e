import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';
import { lookWith } from './run-program.js';

export const lsattr = defineFunction({
  name: 'file.lsattr',
  doc: 'The attributes of an entry on an ext or btrfs file system, letter by letter: `i` cannot be changed, `a` only grows.',
  args: PathArgs,
  example: 'file.lsattr /etc/resolv.conf',
  looks: true,
  async run(host, want) {
    const path = absolutePath(want.path);
    if (!(await host.files.stat(path))) throw new FunctionRefused('not-found', `there is no ${path}`);
    const [letters = ''] = (await lookWith(host, ['lsattr', '-d', '--', path])).split(' ');
    return new Map<Value, Value>([[path, [...letters.replaceAll('-', '')]]]);
  },
});

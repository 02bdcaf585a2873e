import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';
import { printed } from './run-program.js';

export class FileChattrArgs extends PathArgs {
  @Arg({ doc: 'add or remove the attributes.', type: 'string', oneOf: ['add', 'remove'] })
  operator!: 'add' | 'remove';

  @Arg({ doc: 'Letters of attributes, such as i (cannot be changed) or a (only grows).', type: 'string' })
  attributes!: string;
}

export const chattr = defineFunction({
  name: 'file.chattr',
  doc: 'Give attributes to an entry on an ext or btrfs file system, or take them away.',
  args: FileChattrArgs,
  example: 'file.chattr /etc/resolv.conf operator=add attributes=i',
  async run(host, want) {
    if (!/^[aAcCdDeijPsStTu]+$/.test(want.attributes))
      throw new FunctionRefused('bad-arguments', `file.chattr: ${want.attributes} are no letters of attributes`);
    const sign = `${want.operator === 'add' ? '+' : '-'}${want.attributes}`;
    printed('chattr', await host.commands.run(['chattr', sign, '--', absolutePath(want.path)]));
    return true;
  },
});

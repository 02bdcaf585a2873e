import { Arg } from '@fleet/arguments';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { pipxPackages } from './pipx.js';

export class PipxListArgs {
  @Arg({ doc: 'Account whose programs are meant; default: that of the minion.', type: 'string', optional: true })
  user?: string;
}

export const list = defineFunction({
  name: 'pipx.list',
  doc: 'The programs that an account has through pipx, each with its version and its commands.',
  args: PipxListArgs,
  example: 'pipx.list user=deploy',
  looks: true,
  async run(host, want, context) {
    const all = await pipxPackages(host, want.user, context);
    const rows = [...all].map(([name, { version, apps }]) => [name, { version, apps: [...apps] }]);
    return fromPlain(Object.fromEntries(rows));
  },
});

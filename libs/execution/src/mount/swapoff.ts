import { Arg } from '@fleet/arguments';
import { realDevice, swaps } from '@fleet/storage';
import { FunctionResult, defineFunction } from '../definition.js';

export class MountSwapoffArgs {
  @Arg({ doc: 'File or device; UUID=… and LABEL=… as well.', type: 'string' })
  name!: string;
}

export const swapoff = defineFunction({
  name: 'mount.swapoff',
  doc: 'Use a file or device no longer for swap: true, or what swapoff said; nothing where it is not in use.',
  args: MountSwapoffArgs,
  example: 'mount.swapoff /swapfile',
  async run(host, want) {
    const real = (await realDevice(host, want.name)) ?? want.name;
    if (!(await swaps(host)).some(({ name }) => name === real)) return null;
    const result = await host.commands.run(['swapoff', '--', real]);
    return result.exitCode === 0 ? true : new FunctionResult(result.stderr || false, 1);
  },
});

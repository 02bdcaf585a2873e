import { Arg } from '@fleet/arguments';
import { realDevice, swaps } from '@fleet/storage';
import { fromPlain } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';

export class MountSwaponArgs {
  @Arg({ doc: 'File or device, made for swap; UUID=… and LABEL=… as well.', type: 'string' })
  name!: string;

  @Arg({ doc: 'From 0 to 32767; the highest is used first.', type: 'int', optional: true })
  priority?: number;
}

export const swapon = defineFunction({
  name: 'mount.swapon',
  doc: 'Use a file or device for swap; answers its stats, and in new whether it was not in use before.',
  args: MountSwaponArgs,
  example: 'mount.swapon /swapfile',
  async run(host, want) {
    const real = (await realDevice(host, want.name)) ?? want.name;
    const find = async (): Promise<object | undefined> => {
      const found = (await swaps(host)).find(({ name }) => name === real);
      if (!found) return undefined;
      const { name: _name, ...stats } = found;
      return stats;
    };
    const before = await find();
    if (before) return fromPlain({ stats: before, new: false });
    const priority = want.priority === undefined ? [] : ['--priority', String(want.priority)];
    const result = await host.commands.run(['swapon', ...priority, '--', want.name]);
    if (result.exitCode !== 0)
      throw new FunctionRefused('failed', result.stderr || `swapon ended with ${result.exitCode}`);
    return fromPlain({ stats: (await find()) ?? {}, new: true });
  },
});

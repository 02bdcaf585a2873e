import { Arg, NotSupported } from '@fleet/arguments';
import { deviceContent, formatProblem, formatWords, whyNotFormat } from '@fleet/storage';
import { FunctionRefused, defineFunction } from '../definition.js';
import { demandDevice } from './device.js';

@NotSupported({ force: 'what a device holds is not formatted over: blockdev.wipe it first.' })
export class BlockdevFormatArgs {
  @Arg({ doc: 'The device: a path, UUID=… or LABEL=….', type: 'string' })
  device!: string;

  @Arg({ doc: 'Type of the file system: ext4, xfs, btrfs, vfat, swap and the like.', type: 'string', default: 'ext4' })
  fs_type!: string;

  @Arg({ doc: 'Its label.', type: 'string', optional: true })
  label?: string;
}

export const format = defineFunction({
  name: 'blockdev.format',
  doc: 'Make a file system on a device that holds nothing; answers true. One that holds anything is refused.',
  args: BlockdevFormatArgs,
  example: 'blockdev.format /dev/sdb1 fs_type=xfs label=data',
  async run(host, want) {
    const problem =
      formatProblem(want.fs_type) ?? (want.label?.startsWith('-') ? 'a label does not begin with -' : undefined);
    if (problem) throw new FunctionRefused('bad-arguments', problem);
    const device = await demandDevice(host, want.device);
    const content = await deviceContent(host, device);
    const reason = typeof content === 'string' ? content : whyNotFormat(want.device, content);
    if (reason) throw new FunctionRefused('not-allowed', reason);
    const result = await host.commands.run(formatWords(device, want.fs_type, want.label));
    if (result.exitCode !== 0) throw new FunctionRefused('failed', result.stderr || result.stdout);
    return true;
  },
});

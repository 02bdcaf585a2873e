import { Arg } from '@fleet/arguments';
import { deviceContent, probedBytes } from '@fleet/storage';
import { FunctionRefused, defineFunction } from '../definition.js';
import { BlockdevArgs } from './device.args.js';
import { demandDevice } from './device.js';

export class BlockdevWipeArgs extends BlockdevArgs {
  @Arg({ doc: 'Has to be True: what is on the device is lost.', type: 'boolean', default: false })
  force!: boolean;
}

export const wipe = defineFunction({
  name: 'blockdev.wipe',
  doc: 'Take all signatures from a device, and write zeros over its first and last 4 MiB, so that it counts as empty; answers true. One in use is refused always, and without force it is only told what would be lost. Salt asks nobody.',
  args: BlockdevWipeArgs,
  example: 'blockdev.wipe /dev/sdb1 force=True',
  async run(host, want) {
    const device = await demandDevice(host, want.device);
    const content = await deviceContent(host, device);
    if (typeof content === 'string') throw new FunctionRefused('failed', content);
    if (content.users.length > 0)
      throw new FunctionRefused('busy', `${want.device} is in use: it ${content.users.join(', ')}`);
    const holds = [content.type, content.label, content.partitions].filter((text) => text !== '').join(', ');
    if (!want.force)
      throw new FunctionRefused(
        'not-allowed',
        `${want.device} holds ${holds || 'nothing known'}; \`force=True\` takes it away for good`,
      );
    for (const words of [['wipefs', '--all', '--', device] as const, ...zeroing(device, content.size)]) {
      const result = await host.commands.run(words);
      if (result.exitCode !== 0) throw new FunctionRefused('failed', result.stderr || result.stdout);
    }
    return true;
  },
});

function zeroing(device: string, size: number): (readonly [string, ...string[]])[] {
  const amount = Math.min(size, probedBytes);
  return [...new Set([0, size - amount])].map((from) => [
    'dd',
    'if=/dev/zero',
    `of=${device}`,
    'bs=64K',
    `count=${amount}`,
    `seek=${from}`,
    'iflag=count_bytes',
    'oflag=seek_bytes',
    'conv=notrunc,fsync',
    'status=none',
  ]);
}

import { signature } from '@fleet/storage';
import { FunctionRefused, defineFunction } from '../definition.js';
import { BlockdevArgs } from './device.args.js';
import { demandDevice } from './device.js';

export const fstype = defineFunction({
  name: 'blockdev.fstype',
  doc: 'The type of what is on a device, read from the device itself; empty where nothing is known.',
  args: BlockdevArgs,
  example: 'blockdev.fstype /dev/sdb1',
  looks: true,
  async run(host, want) {
    const tags = await signature(host, await demandDevice(host, want.device));
    if (typeof tags === 'string') throw new FunctionRefused('failed', tags);
    return tags.get('TYPE') ?? '';
  },
});

import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { mounts } from './mounts.js';

export class MountActiveArgs {
  @Arg({ doc: 'Further fields; fleet has no more of them.', type: 'boolean', default: false })
  extended!: boolean;
}

export const active = defineFunction({
  name: 'mount.active',
  doc: 'What is mounted: folder → device, fstype and opts.',
  args: MountActiveArgs,
  example: 'mount.active',
  looks: true,
  async run(host) {
    const all = new Map<Value, Value>();
    for (const { device, place, type, options } of await mounts(host))
      all.set(
        place,
        new Map<Value, Value>([
          ['alt_device', null],
          ['device', device],
          ['fstype', type],
          ['opts', [...options]],
        ]),
      );
    return all;
  },
});

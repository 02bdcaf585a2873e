import { mounts, optionsOf } from '@fleet/storage';
import { defineFunction } from '../definition.js';
import { mount } from './mount.js';
import { MountArgs } from './mount.args.js';
import { runMount } from './run-mount.js';

export const remount = defineFunction({
  name: 'mount.remount',
  doc: 'Mount a device again with other options, without taking it away from those who use it; where it is not mounted, mount it.',
  args: MountArgs,
  example: 'mount.remount /srv/data /dev/sdb1 opts=ro',
  async run(host, want, context) {
    if (!(await mounts(host)).some(({ place }) => place === want.name)) return mount.run(host, want, context);
    const options = [...new Set([...optionsOf(want.opts), 'remount'])];
    return runMount(host, { device: want.device, place: want.name, type: want.fstype, options }, want.user);
  },
});

import { optionsOf } from '@fleet/storage';
import { defineFunction } from '../definition.js';
import { MountArgs } from './mount.args.js';
import { runMount } from './run-mount.js';

export const mount = defineFunction({
  name: 'mount.mount',
  doc: 'Mount a device; true, or what mount said. What should stay over a reboot is the state mount.mounted.',
  args: MountArgs,
  example: 'mount.mount /srv/data /dev/sdb1 mkmnt=True',
  async run(host, want) {
    if (want.mkmnt && (await host.files.statTarget(want.name)) === undefined)
      await host.files.makeDirectory(want.name, {}, { parents: true });
    const wish = { device: want.device, place: want.name, type: want.fstype, options: optionsOf(want.opts) };
    return runMount(host, wish, want.user);
  },
});
